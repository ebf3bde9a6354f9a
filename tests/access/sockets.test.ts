import { io, type Socket } from 'socket.io-client'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../db/entities/user.ts'
import { commands, signals } from '../../realtime/registry.ts'
import { expectDocumentedAck } from '../support/documented.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeCase } from './case.ts'
import { hiddenFrom, letThemLeave, makeSeats, type Seat, type World } from './seats.ts'
import { someTerms } from './table.ts'
import type { Extra } from './together.ts'

type Ack = { ok: true; data: unknown } | { ok: false; error: { status: number; code: string } }
type Case = Awaited<ReturnType<typeof makeCase>>
interface Row {
  who: Role[] | 'signed_in'
  ok: Seat[]
  denied?: Seat[]
  answers?: Partial<Record<Seat, number>>
  stage?: 'screening' | 'withdrawn' | 'interview' | 'offer'
  /** What else there is in the case. */
  has?: Extra
  send: (one: Case, world: World) => object
}

const staff: Role[] = ['admin', 'manager', 'recruiter']
const ourStaff: Seat[] = ['admin', 'manager', 'recruiter', 'siblingRecruiter']
const onBoard: Seat[] = [...ourStaff, 'client', 'siblingClient', 'agency']
const command = () => ({ commandId: crypto.randomUUID() })
const card =
  (input: object = {}) =>
  (one: Case) => ({ applicationId: one.application, ...input, ...command() })

const ourClients: Seat[] = ['client', 'siblingClient']
const talkers: Role[] = [...staff, 'client', 'interviewer', 'candidate']
const everybody: Role[] = [...talkers, 'agency']
const extra =
  (name: string, input: object = {}) =>
  (one: Case) => ({ [`${name}Id`]: one.ids[name], ...input, ...command() })

const discussion = {
  who: talkers,
  ok: [...ourStaff, ...ourClients, 'panelist'],
  stage: 'interview',
  has: 'discussedInterview',
} satisfies Partial<Row>
const negotiators = {
  who: [...staff, 'client', 'candidate'],
  ok: ['client'],
  denied: [...ourStaff, 'siblingClient'],
  has: 'terms',
} satisfies Partial<Row>
const ownNotification = {
  who: everybody,
  ok: ['recruiter'],
  has: 'notification',
} satisfies Partial<Row>

/** Who may send what. An event that is missing here fails the test. */
const table: Record<string, Row[]> = {
  'room:join': [
    { who: 'signed_in', ok: onBoard, send: one => ({ room: `job:${one.job}` }) },
    {
      who: 'signed_in',
      ok: [...onBoard, 'candidate', 'panelist'],
      stage: 'interview',
      has: 'discussedInterview',
      send: one => ({ room: `application:${one.application}` }),
    },
    {
      who: 'signed_in',
      ok: [...onBoard, 'candidate'],
      send: one => ({ room: `application:${one.application}` }),
    },
    {
      who: 'signed_in',
      ok: ['recruiter'],
      send: (_one, { seats }) => ({ room: `user:${seats.recruiter.id}` }),
    },
  ],
  // To leave where one never was is done at once, and says nothing.
  'room:leave': [{ who: 'signed_in', ok: [], answers: {}, send: one => ({ room: `job:${one.job}` }) }],
  'presence:view': [
    { who: 'signed_in', ok: [], send: one => ({ room: `job:${one.job}`, card: one.application }) },
  ],
  'application:move': [
    {
      who: [...staff, 'client'],
      ok: [...ourStaff, 'client'],
      denied: ['siblingClient'],
      send: card({ to: 'interview', version: 1 }),
    },
  ],
  'application:reject': [
    {
      who: [...staff, 'client'],
      ok: [...ourStaff, 'client'],
      denied: ['siblingClient'],
      send: card({ reason: 'No.' }),
    },
  ],
  'application:rank': [{ who: staff, ok: ourStaff, send: card({ version: 1 }) }],
  'application:shortlist': [{ who: staff, ok: ourStaff, send: card() }],
  'application:apply': [
    {
      who: ['candidate'],
      ok: ['otherCandidate'],
      answers: { candidate: 409 },
      send: one => ({ jobId: one.job, ...command() }),
    },
  ],
  'application:withdraw': [{ who: ['candidate'], ok: ['candidate'], send: card() }],
  'application:reopen': [{ who: ['candidate'], ok: ['candidate'], stage: 'withdrawn', send: card() }],
  'submission:accept': [
    { who: ['candidate'], ok: ['otherCandidate'], has: 'submission', send: extra('submission') },
  ],
  'submission:decline': [
    { who: ['candidate'], ok: ['otherCandidate'], has: 'submission', send: extra('submission') },
  ],
  'thread:open': [
    {
      who: talkers,
      ok: [...ourStaff, 'candidate'],
      send: one => ({ kind: 'candidate', of: one.application, text: 'Hello.', ...command() }),
    },
  ],
  'thread:reply': [{ ...discussion, send: extra('thread', { text: 'I agree.' }) }],
  'thread:read': [{ ...discussion, send: extra('thread', { upTo: 1 }) }],
  'thread:typing': [{ ...discussion, who: 'signed_in', send: one => ({ threadId: one.ids.thread }) }],
  'message:edit': [
    {
      ...discussion,
      ok: ['manager'],
      denied: ['admin', 'recruiter', 'siblingRecruiter', ...ourClients, 'panelist'],
      send: extra('message', { text: 'Otherwise.', version: 1 }),
    },
  ],
  'message:delete': [
    {
      ...discussion,
      ok: ['admin', 'manager'],
      denied: ['recruiter', 'siblingRecruiter', ...ourClients, 'panelist'],
      send: extra('message'),
    },
  ],
  'proposal:make': [
    {
      who: [...staff, 'client'],
      ok: [...ourStaff, 'client'],
      denied: ['siblingClient'],
      has: 'negotiation',
      send: extra('thread', { terms: someTerms }),
    },
  ],
  'proposal:counter': [{ ...negotiators, send: extra('proposal', { terms: someTerms }) }],
  'proposal:accept': [{ ...negotiators, send: extra('proposal') }],
  'proposal:decline': [{ ...negotiators, send: extra('proposal') }],
  'proposal:withdraw': [{ ...negotiators, ok: ourStaff, denied: ourClients, send: extra('proposal') }],
  'proposal:approve': [
    { who: ['admin', 'manager'], ok: ['admin', 'manager'], has: 'acceptedTerms', send: extra('proposal') },
  ],
  'proposal:return': [
    {
      who: ['admin', 'manager'],
      ok: ['admin', 'manager'],
      has: 'acceptedTerms',
      send: extra('proposal', { reason: 'Too low.' }),
    },
  ],
  'notification:read': [{ ...ownNotification, send: extra('notification', { read: true }) }],
  'notification:delete': [{ ...ownNotification, send: extra('notification') }],
  'notification:seen': [{ who: everybody, ok: [], send: command }],
  'notification:mark-all-read': [{ who: everybody, ok: [], send: command }],
}

const expected = (name: string, row: Row, seat: Seat, person: Person) => {
  if (row.answers?.[seat]) return row.answers[seat]
  if (name === 'room:leave' || name === 'notification:seen' || name === 'notification:mark-all-read')
    return 200
  if (name === 'presence:view') return 403
  if (row.who !== 'signed_in' && !row.who.includes(person.role)) return 403
  if (row.ok.includes(seat)) return 200
  return row.denied?.includes(seat) ? 403 : 404
}

describe('A1: every socket event, sent by everybody', () => {
  const app = hirewire()
  let world: World
  const sockets = new Map<Seat, Socket>()
  beforeAll(async () => {
    world = await makeSeats()
    await makeCase(world)
    await letThemLeave(world)
    for (const [seat, person] of Object.entries(world.seats) as [Seat, Person | null][]) {
      if (!person) continue
      const socket = io(app.url, { transports: ['websocket'], auth: { token: person.token }, forceNew: true })
      sockets.set(seat, socket)
      await until(`${seat} is connected`, () => socket.connected)
    }
    return () => sockets.forEach(socket => socket.disconnect())
  })

  it('has rows for every event, and no row for none', () => {
    expect(Object.keys(table).toSorted()).toEqual(
      [...Object.keys(commands), ...Object.keys(signals)].toSorted(),
    )
  })

  it('lets no stranger in', async () => {
    const socket = io(app.url, { transports: ['websocket'], forceNew: true, reconnection: false })
    const error = await new Promise<Error & { data?: { status: number } }>(resolve =>
      socket.once('connect_error', error => resolve(error)),
    )
    expect(error.data?.status).toBe(401)
  })

  for (const [name, rows] of Object.entries(table))
    for (const [index, row] of rows.entries())
      it(`${name} ${index || ''}`, async () => {
        for (const [seat, socket] of sockets) {
          const one = await makeCase(world, { ...(row.stage && { stage: row.stage }), has: row.has })
          const answer = (await socket.timeout(5_000).emitWithAck(name, row.send(one, world))) as Ack
          expectDocumentedAck(name, answer)
          const text = JSON.stringify(answer)
          const status = answer.ok ? 200 : answer.error.status
          expect([seat, status], text).toEqual([seat, expected(name, row, seat, world.seats[seat]!)])
          for (const marker of hiddenFrom(seat)) {
            expect(text, `${marker} is not for ${seat}`).not.toContain(marker)
          }
        }
      })

  it('says of each command whom it lets in', () => {
    for (const [name, { who }] of Object.entries(commands))
      expect([name, [...who].toSorted()]).toEqual([name, [...(table[name]![0]!.who as Role[])].toSorted()])
  })
})
