import fc from 'fast-check'
import type { BoardState } from '../../realtime/apply.ts'
import type { CommandInput, CommandName } from '../../realtime/registry.ts'
import type { Person } from '../support/people.ts'

export const at = <Item>(items: readonly Item[], index: number) => items[index % items.length]!

/** Who plays, on what; and how commands are sent: over the person's own line, or by HTTP to one of the nodes. */
export interface Play {
  job: string
  cards: string[]
  candidates: Person[]
  /** Put forward, and not on the board yet. */
  spares: Person[]
  manager: Person
  recruiters: Person[]
  client: Person
  agency: Person
  interviewers: Person[]
  board(person: Person): BoardState | undefined
  send<Name extends CommandName>(person: Person, name: Name, input: CommandInput<Name>): Promise<unknown>
  ask(person: Person, method: string, path: string, body?: object): Promise<unknown>
  sql<Row>(text: string, params?: unknown[]): Promise<Row[]>
}

/** Numbers from which each step takes what it needs. */
interface Chance {
  card: number
  by: number
  of: number
}

const stages = ['screening', 'interview', 'offer', 'hired', 'rejected'] as const
const kinds = ['negotiation', 'discussion', 'candidate'] as const
const hour = 3_600_000
/** Few enough times that people want the same. */
const someTime = (index: number) =>
  new Date(Math.ceil(Date.now() / hour) * hour + 24 * hour + (index % 5) * hour).toISOString()
const someDay = new Date(Date.now() + 40 * 24 * hour).toISOString().slice(0, 10)
const salary = (amount: number) => ({
  salary: { amount: amount + 1, currency: 'EUR' },
  startsOn: someDay,
  note: null,
})
const fee = (amount: number) => ({
  fee: { basisPoints: (amount % 4_000) + 1 },
  currency: 'EUR',
  paymentDays: 30,
  invoiceDelayDays: 14,
  guaranteeDays: 90,
  rebate: 'full' as const,
})

/** Any of the rows that this question finds. */
const any = async <Row>({ sql }: Play, index: number, text: string, params: unknown[]) => {
  const rows = await sql<Row>(text, params)
  return rows.length ? at(rows, index) : undefined
}

const staffOf = (play: Play) => [...play.recruiters, play.manager]

/** The card as this person's board shows it. */
const seen = (play: Play, person: Person, { card }: Chance) =>
  play
    .board(person)
    ?.columns.flatMap(column => column.cards)
    .find(({ id }) => id === at(play.cards, card))

const interviewFor = (play: Play, { card }: Chance) =>
  any<{ id: string; version: number; slot: string | null; candidate: string }>(
    play,
    card,
    `select i.id, i.version, a.candidate_id as candidate,
       (select s.id from interview_slot s where s.interview_id = i.id limit 1) as slot
     from interview i join application a on a.id = i.application_id where i.job_id = $1 order by i.id`,
    [play.job],
  )

const messageIn = (play: Play, { card }: Chance) =>
  any<{ id: string; version: number; thread_id: string; number: number; by_id: string }>(
    play,
    card,
    `select m.* from message m join thread t on t.id = m.thread_id where t.job_id = $1 order by m.id desc limit 6`,
    [play.job],
  )

const everybody = (play: Play) => [...staffOf(play), play.client, ...play.interviewers, ...play.candidates]
const personNamed = (play: Play, id: string) => everybody(play).find(person => person.id === id)

/** What people do. Whoever may not, or comes too late, is refused, which is a fine answer. */
const acts = {
  move: (play, chance) => {
    const by = at([...play.recruiters, play.client], chance.by)
    const card = seen(play, by, chance)
    return (
      card &&
      play.send(by, 'application:move', {
        applicationId: card.id,
        version: card.version!,
        to: at(stages, chance.of),
        reason: 'Because.',
      })
    )
  },
  rank: (play, chance) => {
    const by = at(play.recruiters, chance.by)
    const [card, other] = [seen(play, by, chance), seen(play, by, { ...chance, card: chance.of })]
    if (!card || !other || other.id === card.id || other.stage !== card.stage) return undefined
    return play.send(by, 'application:rank', {
      applicationId: card.id,
      version: card.version!,
      before: other.id,
    })
  },
  propose: (play, { card, by }) =>
    play.send(at(play.recruiters, by), 'application:shortlist', { applicationId: at(play.cards, card) }),
  decide: (play, chance) => {
    const card = seen(play, play.client, chance)
    const version = card?.version
    if (!card) return undefined
    const path = `/applications/${card.id}`
    if (chance.of % 3 === 0)
      return play.ask(at(play.recruiters, chance.by), 'POST', `${path}/shortlist/withdraw`, { version })
    if (chance.of % 3 === 1) return play.ask(play.client, 'POST', `${path}/approve`, { version })
    return play.ask(play.client, 'POST', `${path}/decline`, { version, reason: 'No.' })
  },
  leave: (play, { card, of }) =>
    play.ask(
      at(play.candidates, card),
      'POST',
      `/applications/${at(play.cards, card)}/${of % 2 ? 'withdraw' : 'reopen'}`,
    ),
  pause: async play => {
    const [job] = await play.sql<{ status: string }>('select status from job_posting where id = $1', [
      play.job,
    ])
    return play.ask(
      play.manager,
      'POST',
      `/jobs/${play.job}/${job!.status === 'paused' ? 'reopen' : 'pause'}`,
    )
  },
  putForward: (play, { card, by }) => {
    const { name, email } = at(play.spares, card)
    const candidate = { name, email }
    return play.ask(at([...play.recruiters, play.agency], by), 'POST', `/jobs/${play.job}/submissions`, {
      candidate,
    })
  },
  consent: async (play, { card, of }) => {
    const found = await any<{ id: string; candidate_id: string }>(
      play,
      card,
      `select * from submission where job_id = $1 order by id`,
      [play.job],
    )
    const candidate = play.spares.find(({ id }) => id === found?.candidate_id)
    if (!found || !candidate) return undefined
    const verb = at(['accept', 'accept', 'decline', 'withdraw'], of)
    return play.ask(
      verb === 'withdraw' ? at(play.recruiters, of) : candidate,
      'POST',
      `/submissions/${found.id}/${verb}`,
    )
  },
  arrange: (play, { card, by, of }) =>
    play.ask(at(play.recruiters, by), 'POST', `/applications/${at(play.cards, card)}/interviews`, {
      title: 'A conversation',
      minutes: 60,
      zone: 'Europe/Berlin',
      panel: of % 2 ? [at(play.interviewers, of).id] : play.interviewers.map(({ id }) => id),
      ...(of % 3 ? { startsAt: someTime(of) } : { slots: [someTime(of), someTime(of + 1)] }),
    }),
  rearrange: async (play, chance) => {
    const found = await interviewFor(play, chance)
    const to =
      chance.of % 2 ? { startsAt: someTime(chance.of) } : { panel: [at(play.interviewers, chance.of).id] }
    return (
      found &&
      play.ask(at(play.recruiters, chance.by), 'PATCH', `/interviews/${found.id}`, {
        version: found.version,
        ...to,
      })
    )
  },
  attend: async (play, chance) => {
    const found = await interviewFor(play, chance)
    if (!found) return undefined
    const path = `/interviews/${found.id}`
    const candidate = personNamed(play, found.candidate)
    if (chance.of % 4 === 0 && candidate && found.slot)
      return play.ask(candidate, 'POST', `${path}/choose`, { slotId: found.slot })
    return play.ask(
      at(play.interviewers, chance.by),
      'POST',
      `${path}/${chance.of % 4 === 1 ? 'decline' : 'accept'}`,
    )
  },
  finish: async (play, chance) => {
    const found = await interviewFor(play, chance)
    const verb = at(['cancel', 'complete', 'complete', 'no-show'], chance.of)
    return (
      found &&
      play.ask(
        at(play.recruiters, chance.by),
        'POST',
        `/interviews/${found.id}/${verb}`,
        verb === 'cancel' ? { reason: 'Ill.' } : {},
      )
    )
  },
  judge: async (play, chance) => {
    const found = await interviewFor(play, chance)
    const overall = at(['strong_no', 'no', 'yes', 'strong_yes'], chance.of)
    return (
      found &&
      play.ask(at(play.interviewers, chance.by), 'PUT', `/interviews/${found.id}/feedback`, {
        overall,
        scores: [],
        ...(chance.of % 2 && { version: 1 }),
      })
    )
  },
  say: (play, { card, by, of }) => {
    const kind = at(kinds, of)
    const place = kind === 'negotiation' ? play.job : at(play.cards, card)
    return play.send(at(everybody(play), by), 'thread:open', { kind, of: place, text: `So it is, ${of}.` })
  },
  unsay: async (play, chance) => {
    const found = await messageIn(play, chance)
    const by = found && personNamed(play, found.by_id)
    if (!found || !by) return undefined
    const { id: messageId, version } = found
    if (chance.of % 2)
      return play.send(by, 'message:edit', { messageId, version, text: `Or not, ${chance.of}.` })
    return play.send(by, 'message:delete', { messageId })
  },
  read: async (play, chance) => {
    const found = await messageIn(play, chance)
    return (
      found &&
      play.send(at(everybody(play), chance.by), 'thread:read', {
        threadId: found.thread_id,
        upTo: found.number,
      })
    )
  },
  offer: (play, { card, by, of }) => {
    if (of % 2)
      return play.send(at(staffOf(play), by), 'proposal:make', {
        applicationId: at(play.cards, card),
        terms: salary(of),
      })
    return play.send(at([...staffOf(play), play.client], by), 'proposal:make', {
      jobId: play.job,
      terms: fee(of),
    })
  },
  answer: async (play, chance) => {
    const found = await any<{ id: string; kind: string; candidate: string | null; side: string }>(
      play,
      chance.card,
      `select p.id, p.kind, p.side, a.candidate_id as candidate from proposal p join thread t on t.id = p.thread_id
       left join application a on a.id = t.application_id where t.job_id = $1 order by p.created_at desc limit 3`,
      [play.job],
    )
    if (!found) return undefined
    const proposalId = found.id
    const isOffer = found.kind === 'employment_offer'
    const theirs = isOffer ? personNamed(play, found.candidate!) : play.client
    const ours = at(staffOf(play), chance.by)
    const [own, other] = found.side === 'staff' ? [ours, theirs] : [theirs, ours]
    if (!own || !other) return undefined
    const choices = [
      () =>
        play.send(other, 'proposal:counter', {
          proposalId,
          terms: isOffer ? salary(chance.of) : fee(chance.of),
        }),
      () => play.send(other, 'proposal:accept', { proposalId }),
      () => play.send(other, 'proposal:decline', { proposalId, reason: 'No.' }),
      () => play.send(own, 'proposal:withdraw', { proposalId }),
      () => play.send(play.manager, 'proposal:approve', { proposalId }),
      () => play.send(play.manager, 'proposal:return', { proposalId, reason: 'Too little.' }),
    ]
    return at(choices, chance.of)()
  },
  feed: async (play, { card, by, of }) => {
    const person = at(everybody(play), by)
    const found = await any<{ id: string }>(
      play,
      card,
      'select id from notification where user_id = $1 and removed_at is null order by id',
      [person.id],
    )
    if (of % 4 === 0) return play.send(person, 'notification:seen', {})
    if (of % 4 === 1) return play.send(person, 'notification:mark-all-read', {})
    if (!found) return undefined
    const input = { notificationId: found.id }
    return of % 4 === 2
      ? play.send(person, 'notification:read', { ...input, read: of % 8 < 4 })
      : play.send(person, 'notification:delete', input)
  },
} satisfies Record<string, (play: Play, chance: Chance) => Promise<unknown> | undefined>
type Act = keyof typeof acts

/** How often each of them comes. */
const weights: Record<Act | 'cut' | 'look', number> = {
  move: 6,
  rank: 2,
  propose: 2,
  decide: 3,
  leave: 2,
  pause: 1,
  putForward: 2,
  consent: 2,
  arrange: 3,
  rearrange: 2,
  attend: 3,
  finish: 2,
  judge: 3,
  say: 4,
  unsay: 2,
  read: 2,
  offer: 3,
  answer: 6,
  feed: 2,
  cut: 3,
  look: 2,
}

const number = fc.nat({ max: 999 })

export const step = fc.record({
  do: fc.oneof(
    ...(Object.keys(weights) as (keyof typeof weights)[]).map(name => ({
      weight: weights[name],
      arbitrary: fc.constant(name),
    })),
  ),
  card: number,
  by: number,
  of: number,
})
export type Step = Chance & { do: keyof typeof weights }

/** Does one of them; undefined where there is nothing to do it to. */
export const act = (play: Play, { do: name, ...chance }: Step & { do: Act }) => acts[name](play, chance)
