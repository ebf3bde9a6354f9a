import { beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../server/route.ts'
import { routes } from '../../server/routes.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeCase, pathOf } from './case.ts'
import { markers } from './markers.ts'
import { hiddenFrom, letThemLeave, makeSeats, type Seat, type World } from './seats.ts'
import { table, type Row } from './table.ts'

const nameOf = (route: Route) => `${route.method} ${route.path}`

/** The status a seat should get, from the row alone. */
const expected = (row: Row, route: Route, seat: Seat, world: World) => {
  const person = world.seats[seat]
  if (row.answers?.[seat]) return row.answers[seat]
  if (row.who !== 'everyone') {
    if (!person) return 401
    if (row.who !== 'signed_in' && !row.who.includes(person.role)) return 403
  }
  if (row.always) return row.always
  if (row.lists || row.ok?.includes(seat)) return route.status
  return row.denied?.includes(seat) ? 403 : 404
}

describe('A1: every route, asked by everybody', () => {
  const app = hirewire()
  let world: World
  beforeAll(async () => {
    world = await makeSeats()
    // While they still belong, so that their assignments are real
    await makeCase(world)
    await letThemLeave(world)
  })

  it('has a row for every route, and no row for none', () => {
    expect(Object.keys(table).toSorted()).toEqual(routes.map(nameOf).toSorted())
  })

  it('agrees with the declarations on whom they let in', () => {
    const sorted = (who: Row['who'] | Route['who']) => (typeof who === 'string' ? who : [...who].toSorted())
    for (const route of routes)
      expect([nameOf(route), sorted(table[nameOf(route)]!.who)]).toEqual([nameOf(route), sorted(route.who)])
  })

  for (const route of routes) {
    it(nameOf(route), async () => {
      const row = table[nameOf(route)]!
      for (const seat of Object.keys(world.seats) as Seat[]) {
        const one = await makeCase(world, {
          ...(row.status && { status: row.status }),
          ...(row.stage && { stage: row.stage }),
          has: row.has,
        })
        const question = (await row.ask?.(world, one, seat)) ?? {}
        const path = pathOf(route.path, question, one) + (question.query ?? '')
        const answer = await app.call<unknown>(world.seats[seat], route.method, path, question.body)
        const text = JSON.stringify(answer.body ?? '')
        expect([seat, answer.status, answer.status >= 400 ? text : ''], text).toEqual([
          seat,
          expected(row, route, seat, world),
          answer.status >= 400 ? text : '',
        ])
        if (row.lists)
          expect([seat, text.includes(one[row.lists.by])]).toEqual([seat, row.lists.seats.includes(seat)])
        for (const marker of hiddenFrom(seat)) {
          // Their own name is theirs to read.
          if (row.shows?.some(name => markers[name] === marker)) continue
          expect(text, `${marker} is not for ${seat}`).not.toContain(marker)
        }
      }
    })
  }

  it('answers what is not yours exactly like what does not exist', async () => {
    const one = await makeCase(world)
    const absent = '00000000-0000-7000-8000-000000000000'
    const asked = {
      '/applications/{id}': one.application,
      '/applications/{id}/history': one.application,
      '/jobs/{id}/board': one.job,
      '/jobs/{id}/applications': one.job,
      '/users/{id}': world.seats.recruiter.id,
    }
    for (const [path, real] of Object.entries(asked)) {
      const ask = async (id: string) => {
        const { status, body } = await app.call(world.seats.foreignClient, 'GET', path.replace('{id}', id))
        const { requestId: _requestId, ...rest } = body as Record<string, unknown>
        return { status, rest }
      }
      expect(await ask(real), path).toEqual(await ask(absent))
    }
  })
})
