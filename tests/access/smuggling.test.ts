import { beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../realtime/registry.ts'
import type { Who } from '../../server/route.ts'
import { routes } from '../../server/routes.ts'
import { hirewire } from '../support/hirewire.ts'
import { unchanged } from '../support/unchanged.ts'
import { io } from 'socket.io-client'
import { makeCase, pathOf } from './case.ts'
import { makeSeats, type Seat, type World } from './seats.ts'
import { table } from './table.ts'

/** What somebody might add to a form in the hope that it is taken over. */
const contraband: Record<string, unknown> = {
  id: '00000000-0000-7000-8000-000000000000',
  role: 'admin',
  companyId: '00000000-0000-7000-8000-000000000000',
  company: { id: '00000000-0000-7000-8000-000000000000' },
  staffingCompanyId: '00000000-0000-7000-8000-000000000000',
  candidateId: '00000000-0000-7000-8000-000000000000',
  actor: { role: 'admin' },
  status: 'open',
  stage: 'hired',
  shortlist: 'approved',
  shownToClientAt: '2020-01-01T00:00:00Z',
  rank: 'a0',
  source: 'agency',
  emailVerified: true,
  deactivatedAt: null,
  createdAt: '2020-01-01T00:00:00Z',
  createdBy: '00000000-0000-7000-8000-000000000000',
  total: 0,
  amount: 1,
  version: 99,
  __proto__role: 'admin',
  constructor: { prototype: { role: 'admin' } },
}

/** Somebody whom it lets in, by their role. */
const seatOf = (who: Who) =>
  (['recruiter', 'candidate', 'manager', 'client'] as const).find(
    role => Array.isArray(who) && who.includes(role),
  ) ?? 'recruiter'

describe('A6: what is smuggled into a write', () => {
  const app = hirewire()
  let world: World
  beforeAll(async () => {
    world = await makeSeats()
  })

  // A provider’s webhook says more than we read, and may: whoever calls it is nobody of ours.
  for (const route of routes.filter(({ method, guard }) => method !== 'get' && !guard)) {
    const name = `${route.method} ${route.path}`
    it(`${name}: 400 for every field that is not its own, and nothing changes`, async () => {
      const row = table[name]!
      const seat: Seat = row.ok?.[0] ?? seatOf(route.who)
      const one = await makeCase(world, {
        ...(row.status && { status: row.status }),
        ...(row.stage && { stage: row.stage }),
        has: row.has,
      })
      const question = (await row.ask?.(world, one, seat)) ?? {}
      const path = pathOf(route.path, question, one)
      const own = new Set(Object.keys(route.body?.shape ?? {}))
      await unchanged(async () => {
        for (const [field, value] of Object.entries(contraband)) {
          if (own.has(field)) continue
          const answer = await app.call(world.seats[seat], route.method, path, {
            ...question.body,
            [field]: value,
          })
          expect([field, answer.status]).toEqual([field, 400])
          expect(
            (answer.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer),
          ).toContain(`/${field}`)
        }
      })
    })
  }

  it('over a socket: the same', async () => {
    const one = await makeCase(world)
    for (const [name, command] of Object.entries(commands)) {
      const person = world.seats[seatOf(command.who)]
      const socket = io(app.url, { transports: ['websocket'], auth: { token: person.token }, forceNew: true })
      const own = new Set(Object.keys(command.input.shape))
      const input = {
        applicationId: one.application,
        jobId: one.job,
        to: 'interview',
        version: 1,
        reason: 'So.',
        commandId: crypto.randomUUID(),
      }
      const valid = Object.fromEntries(Object.entries(input).filter(([field]) => own.has(field)))
      await unchanged(async () => {
        for (const [field, value] of Object.entries(contraband)) {
          if (own.has(field)) continue
          const answer = (await socket.timeout(5_000).emitWithAck(name, { ...valid, [field]: value })) as {
            error?: { code: string }
          }
          expect([name, field, answer.error?.code]).toEqual([name, field, 'validation'])
        }
      })
      socket.disconnect()
    }
  })
})
