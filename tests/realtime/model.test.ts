import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { BoardState, RoomState } from '../../realtime/apply.ts'
import type { CommandName } from '../../realtime/registry.ts'
import { freshly, inRoom } from '../support/board-client.ts'
import { signedIn, type Person } from '../support/people.ts'
import { post, twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeJob, makeWorld, assign } from '../support/world.ts'

const stages = ['screening', 'interview', 'offer', 'hired', 'rejected'] as const
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      card: fc.nat(),
      to: fc.constantFrom(...stages),
      by: fc.nat(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('rank' as const), card: fc.nat(), other: fc.nat(), by: fc.nat() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('shortlist' as const), card: fc.nat(), by: fc.nat() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw' as const), card: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reopen' as const), card: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pause' as const), by: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cut' as const), who: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('look' as const), who: fc.nat() }) },
)

const at = <Item>(items: readonly Item[], index: number) => items[index % items.length]!

describe('random commands by random people with random cuts, on two nodes', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('end with every board equal to the database’s for that role, and apply equals the later snapshot', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 30, maxLength: 60 }),
        fc.boolean(),
        async (steps, blind) => {
          const { people } = world
          const job = await makeJob({
            company: world.employer,
            staffing: world.staffing,
            by: people.manager,
            blind,
            openings: 2,
          })
          await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
          await assign(job, 'hiring_manager', { user: people.client }, people.manager)
          await assign(job, 'agency', { company: world.agency }, people.manager)
          const candidates = await Promise.all(Array.from({ length: 5 }, () => signedIn('candidate')))
          const cards: string[] = []
          for (const [index, candidate] of candidates.entries())
            cards.push(await makeApplication(job, candidate, index % 2 ? { agency: world.agency } : {}))

          const board = `job:${job}`
          const first = `application:${cards[0]}`
          const url = (index: number) => at([nodes.a.url, nodes.b.url], index)
          const watched: [Person, string][] = [
            [people.recruiter, board],
            [people.recruiter2, board],
            [people.client, board],
            [people.agency, board],
            [people.manager, first],
            [candidates[0]!, first],
          ]
          const seats = await Promise.all(
            watched.map(async ([person, room], index) => {
              const states = new Map<number, RoomState>()
              const seat = await inRoom<RoomState>(url(index), person, room)
              const remember = () => {
                const position = seat.room.position()!
                states.set(position.seq, position.state)
              }
              remember()
              seat.client.socket.onAny(remember)
              return { ...seat, person, home: url(index), name: room, states }
            }),
          )
          const staffSeats = seats.slice(0, 3)
          const boardOf = (index: number) => at(staffSeats, index)
          const cardOf = (seat: (typeof seats)[number], index: number) =>
            (seat.state() as BoardState).columns
              .flatMap(column => column.cards)
              .find(({ id }) => id === at(cards, index))

          // A refusal is a fine answer here: what must hold is that everybody sees the same afterwards.
          const send = (seat: (typeof seats)[number], name: CommandName, input: Record<string, unknown>) =>
            seat.client.send(name, input).catch(() => {})
          const ran: Promise<unknown>[] = []
          for (const one of steps) {
            if (one.do === 'cut') at(seats, one.who).client.socket.io.engine.close()
            else if (one.do === 'look') {
              const seat = at(seats, one.who)
              const { state, seq } = await freshly<RoomState>(url(one.who), seat.person, seat.name)
              await until('the seat came as far', () => seat.room.position()!.seq >= seq)
              const then = seat.states.get(seq)
              if (then) expect(then).toEqual(state)
            } else if (one.do === 'pause') {
              const [{ status }] = (await nodes.sql<{ status: string }>(
                'select status from job_posting where id = $1',
                [job],
              )) as [{ status: string }]
              ran.push(
                post(
                  url(one.by),
                  people.manager.token,
                  `/jobs/${job}/${status === 'paused' ? 'reopen' : 'pause'}`,
                  {},
                ),
              )
            } else if (one.do === 'withdraw' || one.do === 'reopen') {
              const candidate = at(candidates, one.card)
              ran.push(
                post(url(one.card), candidate.token, `/applications/${at(cards, one.card)}/${one.do}`, {}),
              )
            } else {
              const seat = boardOf(one.by)
              const card = cardOf(seat, one.card)
              if (!card) continue
              const input = { applicationId: card.id, version: card.version }
              if (one.do === 'move')
                ran.push(send(seat, 'application:move', { ...input, to: one.to, reason: 'Because.' }))
              else if (one.do === 'rank') {
                const other = cardOf(seat, one.other)
                if (other && other.id !== card.id && other.stage === card.stage)
                  ran.push(send(seat, 'application:rank', { ...input, before: other.id }))
              } else ran.push(send(seat, 'application:shortlist', { applicationId: card.id }))
            }
            if (ran.length % 4 === 0) await ran.at(-1)
          }
          await Promise.all(ran)

          for (const seat of seats) {
            const { state, seq } = await freshly<RoomState>(seat.home, seat.person, seat.name)
            await until(`${seat.person.role} has caught up`, () => seat.room.position()!.seq === seq)
            expect(seat.state(), `${seat.person.role} in ${seat.name}`).toEqual(state)
            const seqs = seat.events.map(event => event.seq)
            expect(seqs.every((value, index) => index === 0 || value > seqs[index - 1]!)).toBe(true)
          }
          const stored = await nodes.sql<{ contiguous: boolean }>(
            `select array_agg(seq order by seq) = array(select generate_series(1, max(seq))) as contiguous
           from event where stream_id like $1 group by stream_id`,
            [`${board}:%`],
          )
          expect(stored.every(({ contiguous }) => contiguous)).toBe(true)
          for (const seat of seats) seat.close()
        },
      ),
      { numRuns: process.env.FAULTS === 'full' ? 40 : 6, endOnFailure: true },
    )
  })
})
