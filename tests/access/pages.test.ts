import { beforeAll, describe, expect, it } from 'vitest'
import { realtimePage } from '../../realtime/docs/page.ts'
import { errorsPage } from '../../server/docs/docs.ts'
import { pages } from '../../server/pages/pages.ts'
import { hirewire } from '../support/hirewire.ts'
import { sessionCookie } from '../support/people.ts'
import { hiddenFrom, letThemLeave, makeCase, makeSeats, type Seat, type World } from './seats.ts'

interface Row {
  /** Who sees the page. Strangers are sent to sign in, others are told that there is nothing. */
  ok: Seat[] | 'everyone' | 'signed_in'
  on?: 'job' | 'application'
  status?: string
}

const onBoard: Seat[] = [
  'admin',
  'manager',
  'recruiter',
  'siblingRecruiter',
  'client',
  'siblingClient',
  'agency',
]

/** Who may open which page. A page that is missing here fails the test. */
const table: Record<string, Row> = {
  '/': { ok: 'signed_in' },
  '/sign-in': { ok: 'everyone' },
  '/sign-up': { ok: 'everyone' },
  '/verify': { ok: 'everyone' },
  '/forgot-password': { ok: 'everyone' },
  '/reset-password': { ok: 'everyone' },
  '/change-password': { ok: 'signed_in' },
  '/boards': {
    ok: [
      ...onBoard,
      'foreignManager',
      'foreignRecruiter',
      'formerRecruiter',
      'foreignClient',
      'formerClient',
      'foreignAgency',
      'interviewer',
    ],
  },
  '/my-applications': { ok: ['candidate', 'otherCandidate'] },
  '/jobs': { ok: 'everyone' },
  '/jobs/:id': { ok: onBoard, on: 'job', status: 'draft' },
  '/jobs/:id/board': { ok: onBoard, on: 'job' },
  '/applications/:id': { ok: [...onBoard, 'candidate'], on: 'application' },
  '/dev/mail': { ok: 'everyone' },
  '/dev/mail/:id': { ok: [] },
  '/api/docs/errors': { ok: 'everyone' },
  '/api/docs/realtime': { ok: 'everyone' },
}

describe('A1: every page, opened by everybody', () => {
  const app = hirewire()
  let world: World
  beforeAll(async () => {
    world = await makeSeats()
    await makeCase(world)
    await letThemLeave(world)
  })

  it('has a row for every page, and no row for none', () => {
    const all = [...pages, errorsPage, realtimePage]
    expect(Object.keys(table).toSorted()).toEqual(all.map(({ path }) => path).toSorted())
  })

  for (const [path, row] of Object.entries(table))
    it(path, async () => {
      for (const [seat, person] of Object.entries(world.seats) as [Seat, World['seats'][Seat]][]) {
        const one = await makeCase(world, { ...(row.status && { status: row.status }) })
        const id = row.on === 'job' ? one.job : one.application
        const response = await fetch(app.url + path.replace(':id', id), {
          headers: { accept: 'text/html', ...(person && { cookie: await sessionCookie(person) }) },
          redirect: 'manual',
        })
        const text = await response.text()
        const seen = response.status < 400 && !response.headers.get('location')?.startsWith('/sign-in')
        const may =
          row.ok === 'everyone' || (row.ok === 'signed_in' ? person !== null : row.ok.includes(seat))
        expect([seat, response.status < 500, seen], `${response.status}`).toEqual([seat, true, may])
        for (const marker of hiddenFrom(seat)) {
          // The frame shows who is signed in.
          expect(text, `${marker} is not for ${seat}`).not.toContain(marker)
        }
      }
    })
})
