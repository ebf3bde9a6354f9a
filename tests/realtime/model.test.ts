import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { BoardState, RoomState } from '../../realtime/apply.ts'
import { inRoom } from '../support/board-client.ts'
import { testVariables } from '../support/hirewire.ts'
import { jobsDone } from '../support/jobs-done.ts'
import { signedIn, type Person } from '../support/people.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'
import { expectSoundRows } from './model-checks.ts'
import { at, type Play } from './model-play.ts'
import { act, step, type Step } from './model-steps.ts'

type World = Awaited<ReturnType<typeof makeWorld>>
const candidatesOf = (count: number) =>
  Promise.all(Array.from({ length: count }, () => signedIn('candidate')))

/** A job with five cards, one of which has had its interview, and everybody who may do anything about them. */
const bringPlayers = async (world: World, blind: boolean) => {
  const { people, employer, staffing, agency } = world
  const job = await makeJob({ company: employer, staffing, by: people.manager, blind, openings: 2 })
  await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
  await assign(job, 'hiring_manager', { user: people.client }, people.manager)
  await assign(job, 'agency', { company: agency }, people.manager)
  const [candidates, spares] = [await candidatesOf(5), await candidatesOf(2)]
  const interviewers = [await signedIn('interviewer', staffing), await signedIn('interviewer', employer)]
  const cards: string[] = []
  for (const [index, candidate] of candidates.entries())
    cards.push(
      await makeApplication(job, candidate, {
        stage: at(['interview', 'screening', 'offer', 'applied'] as const, index),
        ...(index === 1 && { shortlist: 'proposed' }),
        agency: index % 2 ? agency : null,
      }),
    )
  const startsAt = new Date(Date.now() - 7_200_000)
  await makeInterview(cards[0]!, { panel: interviewers, by: people.recruiter, startsAt })
  return {
    job,
    cards,
    candidates,
    spares,
    interviewers,
    manager: people.manager,
    recruiters: [people.recruiter, people.recruiter2],
    client: people.client,
    agency: people.agency,
  }
}

describe('random commands by random people with random cuts, on two nodes', { timeout: 600_000 }, () => {
  const nodes = twoNodes({ worker: true })
  let world: World
  beforeAll(async () => {
    // What is cleared away meanwhile is cleared by this process.
    Object.assign(process.env, testVariables)
    world = await makeWorld()
  })
  const url = (index: number) => at([nodes.a.url, nodes.b.url], index)

  /** Somebody in a room, who remembers every state that it had. */
  const sit = async (person: Person, name: string, index: number) => {
    const states = new Map<number, RoomState>()
    const seat = await inRoom<RoomState>(url(index), person, name)
    const remember = () => {
      const position = seat.room.position()
      if (position) states.set(position.seq, position.state)
    }
    remember()
    seat.client.socket.onAny(remember)
    return { ...seat, person, home: url(index), name, states }
  }
  type Sitting = Awaited<ReturnType<typeof sit>>

  /** Whoever enters the room now sees what the seat shows, or is not let in either. */
  const compare = async (seat: Sitting) => {
    const who = `${seat.person.role} in ${seat.name}`
    const visit = await inRoom<RoomState>(seat.home, seat.person, seat.name)
    visit.close()
    if (visit.closed()) return void (await until(`${who} is put out`, () => seat.closed()))
    // Somebody who was put out in between has to come back by themselves.
    if (seat.closed()) return
    const { state, seq } = visit.room.position()!
    const behind = () =>
      `${who} is ${seat.client.status()} at ${seat.room.position()?.seq}, and ${seq} is there`
    await until('it has caught up', () => seat.room.position()!.seq >= seq).catch(() => expect.fail(behind()))
    expect(seat.room.position()!.seq, behind()).toBe(seq)
    expect(seat.state(), who).toEqual(state)
    const seqs = seat.events.map(event => event.seq)
    expect(seqs.every((value, index) => index === 0 || value > seqs[index - 1]!)).toBe(true)
  }
  /** It went through the state that a newcomer is shown now. */
  const look = async (seat: Sitting) => {
    const visit = await inRoom<RoomState>(seat.home, seat.person, seat.name)
    visit.close()
    if (visit.closed() || seat.closed()) return
    const { state, seq } = visit.room.position()!
    await until('the seat came as far', () => seat.closed() ?? seat.room.position()!.seq >= seq)
    const then = seat.states.get(seq)
    if (then && !seat.closed()) expect(then).toEqual(state)
  }

  const playOut = async (steps: Step[], blind: boolean) => {
    const players = await bringPlayers(world, blind)
    const { job, cards, candidates, interviewers, manager, recruiters, client, agency } = players
    const [board, first] = [`job:${job}`, `application:${cards[0]}`]
    const everybody = [...recruiters, client, agency, manager, ...interviewers, ...candidates]
    const watched: [Person, string][] = [
      ...[...recruiters, client, agency].map((person): [Person, string] => [person, board]),
      ...[manager, client, ...interviewers, candidates[0]!].map((person): [Person, string] => [
        person,
        first,
      ]),
      ...everybody.map((person): [Person, string] => [person, `user:${person.id}`]),
    ]
    const seats = await Promise.all(watched.map(([person, room], index) => sit(person, room, index)))
    const seatOf = (person: Person, room: string) =>
      seats.find(seat => seat.person.id === person.id && seat.name === room)
    let asked = 0
    const play: Play = {
      ...players,
      board: person => seatOf(person, board)?.room.state() as BoardState | undefined,
      send: (person, name, input) =>
        seatOf(person, `user:${person.id}`)!
          .client.send(name, input)
          .catch(() => {}),
      ask: async (person, method, path, body = {}) => {
        const request = {
          method,
          headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
          body: JSON.stringify(body),
        }
        const { status } = await fetch(`${url((asked += 1))}/api${path}`, request)
        expect(status, `${method} ${path}`).toBeLessThan(500)
      },
      sql: nodes.sql,
    }
    const ran: Promise<unknown>[] = []
    for (const one of steps) {
      const { do: name } = one
      if (name === 'cut') {
        // One that is only being opened would tell nobody that it was closed: a line that breaks says so.
        const { socket } = at(seats, one.by).client
        if (socket.connected) socket.io.engine.close()
      } else if (name === 'look') await look(at(seats, one.by))
      else ran.push(Promise.resolve(act(play, { ...one, do: name })))
      if (ran.length % 4 === 0) await ran.at(-1)
    }
    await Promise.all(ran)
    await jobsDone(nodes)
    for (const seat of seats) await compare(seat)
    await expectSoundRows(nodes.sql, job)
    for (const seat of seats) seat.close()
  }

  it('end with every room equal to the database’s for that person, and every promise about the rows kept', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 110 }), fc.boolean(), playOut),
      { numRuns: process.env.FAULTS === 'full' ? 40 : 5, endOnFailure: true },
    )
  })
})
