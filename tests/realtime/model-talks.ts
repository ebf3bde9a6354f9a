import { any, at, everybody, personNamed, staffOf, type Acts, type Chance, type Play } from './model-play.ts'

const kinds = ['negotiation', 'discussion', 'candidate'] as const
const someDay = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
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

const messageIn = (play: Play, { card }: Chance) =>
  any<{ id: string; version: number; thread_id: string; number: number; by_id: string }>(
    play,
    card,
    `select m.* from message m join thread t on t.id = m.thread_id where t.job_id = $1 order by m.id desc limit 6`,
    [play.job],
  )

/** What is said, proposed and answered, and what people do with what they are told of it. */
export const talkActs = {
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
} satisfies Acts
