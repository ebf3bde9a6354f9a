import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { database, sqlOf } from '../../db/database.ts'
import { applicationRows, type ApplicationRow } from '../../server/applications/queries.ts'
import { waitingOf, waitsFor } from '../../server/applications/waiting.ts'
import { cardFactsOf } from '../../server/interviews/queries.ts'
import { owedRows, type OwedRow } from '../../server/owed/queries.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeJob, makeWorld } from '../support/world.ts'

const hour = 3_600_000
const day = 24 * hour

const commands = {
  move: 8,
  shortlist: 3,
  withdraw: 1,
  reopen: 1,
  schedule: 6,
  choose: 3,
  answer: 3,
  cancel: 2,
  complete: 2,
  missed: 1,
  edit: 2,
  give: 8,
  offer: 4,
  counter: 3,
  decide: 2,
  pass: 5,
} as const
type Command = keyof typeof commands

const step = fc.record({
  command: fc.oneof(
    ...(Object.keys(commands) as Command[]).map(name => ({
      weight: commands[name],
      arbitrary: fc.constant(name),
    })),
  ),
  card: fc.nat(3),
  who: fc.nat(),
  which: fc.nat(),
})

const one = (command: Command, card: number, { who = 0, which = 1 } = {}) => ({ command, card, who, which })
/** Ways that between them lead to everything that can be waited for; the random ones go everywhere else. */
const examples = [
  [
    one('shortlist', 0),
    one('schedule', 1),
    one('give', 1),
    one('give', 1, { who: 1 }),
    one('schedule', 2, { which: 0 }),
    one('offer', 3),
  ],
  [one('schedule', 1), one('offer', 3), one('counter', 3)],
  [],
].map(steps => [steps] as [typeof steps])

const at = <Item>(items: readonly Item[], index: number) => items[index % items.length]

describe('what a card waits for', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  const makeCards = async () => {
    const { people, employer, staffing } = world
    const job = await makeJob({ company: employer, staffing, by: people.manager, openings: 9 })
    await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
    await assign(job, 'hiring_manager', { user: people.client }, people.manager)
    const candidates = await Promise.all([1, 2, 3, 4].map(() => app.person('candidate')))
    const stages = ['screening', 'interview', 'interview', 'offer'] as const
    const ids: string[] = []
    for (const [index, candidate] of candidates.entries())
      ids.push(await makeApplication(job, candidate, { stage: stages[index]! }))
    // A panel of this job's own: nobody is busy elsewhere
    const panel = await Promise.all([1, 2].map(() => app.person('interviewer', staffing)))
    return { job, candidates, ids, panel }
  }
  type Cards = Awaited<ReturnType<typeof makeCards>>

  /** Three days go by for this application: its interviews, and what its card says of them, lie so much further back. */
  const pass = async (id: string) => {
    await app.sql(
      `update interview set starts_at = starts_at - interval '3 days', ends_at = ends_at - interval '3 days'
       where application_id = $1`,
      [id],
    )
    await app.sql(
      `update booking b set during = tstzrange(lower(during) - interval '3 days', upper(during) - interval '3 days')
       from interview i where i.id = b.interview_id and i.application_id = $1`,
      [id],
    )
    await app.sql(
      `update application set interview_at = interview_at - interval '3 days',
         interview_ends_at = interview_ends_at - interval '3 days',
         waiting_since = case when waiting_rule = 'feedback' then waiting_since - interval '3 days' else waiting_since end
       where id = $1`,
      [id],
    )
  }

  let slot = 0
  /** Does one of them as far as it is possible; what is refused changes nothing. */
  const act = async (
    { candidates, ids, panel }: Cards,
    { command, card, who, which }: { command: Command; card: number; who: number; which: number },
  ) => {
    const { recruiter, client } = world.people
    const id = ids[card]!
    const candidate = candidates[card]!
    const staff = at([recruiter, client], who)!
    const post = (person: Person, path: string, body: object = {}) => app.call(person, 'POST', path, body)
    const interviews = await app.sql('select * from interview where application_id = $1 order by id', [id])
    const interview = at(interviews, which)
    const startsAt = () => new Date(Date.now() + day + ++slot * hour).toISOString()
    const acts: Record<Command, () => Promise<unknown>> = {
      move: async () => {
        const to = at(['interview', 'interview', 'offer', 'rejected', 'hired'], which)
        const { version } = (await app.call(recruiter, 'GET', `/applications/${id}`)).body
        return post(staff, `/applications/${id}/move`, { to, version, reason: 'So.' })
      },
      shortlist: () => post(recruiter, `/applications/${id}/shortlist`),
      withdraw: () => post(candidate, `/applications/${id}/withdraw`),
      reopen: () => post(candidate, `/applications/${id}/reopen`),
      schedule: () =>
        post(recruiter, `/applications/${id}/interviews`, {
          title: 'Talk',
          minutes: 30,
          zone: 'Europe/Berlin',
          panel: panel.slice(who % 2).map(person => person.id),
          ...(which % 3 ? { startsAt: startsAt() } : { slots: [startsAt(), startsAt()] }),
        }),
      choose: async () => {
        const slots = await app.sql('select id from interview_slot where interview_id = $1', [interview!.id])
        return post(candidate, `/interviews/${interview!.id}/choose`, { slotId: at(slots, who)?.id })
      },
      answer: () => post(at(panel, who)!, `/interviews/${interview!.id}/${which % 3 ? 'accept' : 'decline'}`),
      cancel: () => post(recruiter, `/interviews/${interview!.id}/cancel`, { reason: 'Ill.' }),
      complete: () => post(recruiter, `/interviews/${interview!.id}/complete`),
      missed: () => post(recruiter, `/interviews/${interview!.id}/no-show`),
      edit: () =>
        app.call(recruiter, 'PATCH', `/interviews/${interview!.id}`, {
          version: interview!.version,
          ...(who % 2 ? { startsAt: startsAt() } : { note: 'Bring a pen.', panel: [at(panel, which)!.id] }),
        }),
      give: async () => {
        const person = at(panel, who)!
        if (interview!.starts_at > new Date()) await pass(id)
        const given = await app.sql('select version from feedback where interview_id = $1 and by_id = $2', [
          interview!.id,
          person.id,
        ])
        return app.call(person, 'PUT', `/interviews/${interview!.id}/feedback`, {
          overall: at(['yes', 'no'], which),
          scores: [],
          ...given[0],
        })
      },
      offer: () =>
        post(recruiter, `/applications/${id}/offers`, {
          terms: { salary: { amount: 5_000_000, currency: 'EUR' }, startsOn },
        }),
      counter: async () => {
        const open = await openOffer(id)
        const terms = { salary: { amount: 6_000_000, currency: 'EUR' }, startsOn }
        return open && post(at([candidate, recruiter], who)!, `/proposals/${open.id}/counter`, { terms })
      },
      decide: async () => {
        const open = await openOffer(id)
        const verb = at(['decline', 'withdraw', 'accept'], which)
        return open && post(at([candidate, recruiter], who)!, `/proposals/${open.id}/${verb}`)
      },
      pass: () => pass(id),
    }
    const needsInterview: Command[] = ['choose', 'answer', 'cancel', 'complete', 'missed', 'edit', 'give']
    if (interview || !needsInterview.includes(command)) await acts[command]()
  }

  const startsOn = new Date(Date.now() + 60 * day).toISOString().slice(0, 10)
  const openOffer = async (id: string) =>
    (
      await app.sql(
        `select p.id, p.side, p.created_at from proposal p join thread t on t.id = p.thread_id
         where t.application_id = $1 and p.kind = 'employment_offer' and p.status = 'open'`,
        [id],
      )
    )[0]

  /** The facts as the tables tell them, not the card. */
  const derived = async (row: ApplicationRow): Promise<ApplicationRow> => {
    const offer = await openOffer(row.id)
    return {
      ...row,
      ...(await cardFactsOf(sqlOf(database().orm.em.fork()), row.id)),
      offer_by: offer ? (offer.side === 'candidate' ? 'candidate' : 'staff') : null,
      offer_at: (offer?.created_at as Date | undefined) ?? null,
    }
  }

  const expectAgreement = (row: ApplicationRow, owed: OwedRow[], { candidates, ids, panel }: Cards) => {
    const { waiting_rule: rule } = row
    const expected: Record<string, string[]> = {
      client: [world.people.client.id],
      recruiter: [world.people.recruiter.id],
      candidate: [candidates[ids.indexOf(row.id)]!.id],
    }
    // Not what its placement waits for: whoever was hired is to start sixty days from now
    const ofCard = owed.filter(({ rule }) => rule !== 'interview-answer' && rule !== 'joining-status')
    if (row.stage !== 'hired') expect(owed.map(({ rule }) => rule)).not.toContain('joining-status')
    const named = `${row.stage} ${rule}`
    const others = ofCard.filter(each => each.rule !== 'feedback')
    if (!rule || rule === 'feedback') expect(others, named).toEqual([])
    else {
      expect(
        others.map(each => each.rule),
        named,
      ).toEqual([rule])
      expect(
        others.map(each => each.user_id),
        named,
      ).toEqual(expected[waitsFor[rule]])
      expect(others[0]!.since, named).toEqual(row.waiting_since)
    }
    const ofPanel = ofCard.filter(each => each.rule === 'feedback')
    if (rule === 'feedback') expect(ofPanel.length, named).toBe(row.feedback_of - row.feedback_given)
    expect(panel.map(({ id }) => id)).toEqual(expect.arrayContaining(ofPanel.map(each => each.user_id)))
    if (row.stage !== 'interview') expect(ofPanel, named).toEqual([])
  }

  it(
    'is what the tables say it is, and owed by those whom the badge names',
    { timeout: 300_000 },
    async () => {
      const reached = new Set<string | null>()
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 45 }), async steps => {
          const cards = await makeCards()
          for (const each of steps) await act(cards, each)
          const db = sqlOf(database().orm.em.fork())
          // Late enough that nothing lies ahead, but for the invitations
          const owed = await owedRows(db, { now: new Date(Date.now() + 90 * day) })
          for (const row of await applicationRows(db, cards.ids)) {
            const waiting = waitingOf(await derived(row))
            expect(waiting?.rule ?? null, row.stage).toBe(row.waiting_rule)
            expect(waiting?.since ?? null, row.waiting_rule ?? '').toEqual(row.waiting_since)
            reached.add(row.waiting_rule)
            expectAgreement(
              row,
              owed.filter(({ application_id: id }) => id === row.id),
              cards,
            )
          }
        }),
        { numRuns: 20, examples },
      )
      expect([...reached].toSorted()).toEqual([...Object.keys(waitsFor), null].toSorted())
    },
  )
})
