import { beforeAll, describe, expect, it } from 'vitest'
import { realtimePage } from '../../realtime/docs/page.ts'
import { errorsPage } from '../../server/docs/docs.ts'
import { pages } from '../../server/pages/pages.ts'
import { hirewire } from '../support/hirewire.ts'
import { sessionCookie } from '../support/people.ts'
import { makeCase } from './case.ts'
import { hiddenFrom, letThemLeave, makeSeats, type Seat, type World } from './seats.ts'
import type { Extra } from './together.ts'

interface Row {
  /** Who sees the page. Strangers are sent to sign in, others are told that there is nothing. */
  ok: Seat[] | ((seat: Seat) => boolean) | 'everyone' | 'signed_in'
  on?: 'job' | 'application' | 'invoice' | 'company'
  status?: string
  stage?: 'interview' | 'hired'
  /** What else there is in the case. */
  has?: Extra
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

const ourStaff: Seat[] = ['admin', 'manager', 'recruiter', 'siblingRecruiter']
/** Who has to do with hires and what they cost, at whatever company. */
const ofBusiness = (seat: Seat) => /admin|manager|recruiter|client/i.test(seat)
const everybodyBut =
  (...seats: Seat[]) =>
  (seat: Seat) =>
    !seats.includes(seat)

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
      'panelist',
      'formerPanelist',
    ],
  },
  '/my-applications': { ok: ['candidate', 'otherCandidate'] },
  '/jobs': { ok: 'everyone' },
  '/jobs/:id': { ok: onBoard, on: 'job', status: 'draft' },
  '/jobs/:id/board': { ok: onBoard, on: 'job' },
  '/jobs/:id/board/past': { ok: ourStaff, on: 'job' },
  '/jobs/:id/shortlist': { ok: [...ourStaff, 'client', 'siblingClient'], on: 'job' },
  '/shortlists/:token': { ok: [] },
  '/jobs/:id/put-forward': { ok: [...ourStaff, 'agency'], on: 'job', has: 'submission' },
  '/jobs/:id/negotiation': { ok: [...ourStaff, 'client', 'siblingClient'], on: 'job', has: 'terms' },
  '/applications/:id': {
    ok: [...onBoard, 'candidate', 'panelist'],
    on: 'application',
    stage: 'interview',
    has: 'discussedInterview',
  },
  '/interviews': {
    ok: everybodyBut('admin', 'agency', 'foreignAgency', 'stranger'),
    stage: 'interview',
    has: 'interview',
  },
  '/notifications': { ok: 'signed_in', has: 'notification' },
  '/waiting': { ok: 'signed_in' },
  '/placements': { ok: ofBusiness, stage: 'hired', has: 'scheduledInvoice' },
  '/invoices': { ok: ofBusiness, stage: 'hired', has: 'scheduledInvoice' },
  '/invoices/:id': {
    ok: [...ourStaff, 'client', 'siblingClient'],
    on: 'invoice',
    stage: 'hired',
    has: 'issuedInvoice',
  },
  '/company/billing': { ok: seat => ofBusiness(seat) && seat !== 'admin' },
  '/companies/:id/billing': { ok: [...ourStaff, 'client', 'siblingClient'], on: 'company' },
  '/company/reminders': { ok: ['manager', 'foreignManager'] },
  '/reminders/explain': { ok: 'signed_in' },
  '/my-profile': { ok: ['candidate', 'otherCandidate'] },
  '/settings/notifications': { ok: 'signed_in' },
  '/unsubscribe/:token': { ok: [] },
  // Is there in the demo alone
  '/dev/clock': { ok: [] },
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
        const one = await makeCase(world, {
          ...(row.status && { status: row.status }),
          ...(row.stage && { stage: row.stage }),
          has: row.has,
        })
        const id = {
          job: one.job,
          application: one.application,
          invoice: one.ids.invoice!,
          company: world.employer,
        }[row.on ?? 'application']
        const response = await fetch(app.url + path.replace(':id', id), {
          headers: { accept: 'text/html', ...(person && { cookie: await sessionCookie(person) }) },
          redirect: 'manual',
        })
        const text = await response.text()
        const seen = response.status < 400 && !response.headers.get('location')?.startsWith('/sign-in')
        const may =
          row.ok === 'everyone' ||
          (row.ok === 'signed_in'
            ? person !== null
            : typeof row.ok === 'function'
              ? row.ok(seat)
              : row.ok.includes(seat))
        expect([seat, response.status < 500, seen], `${response.status}`).toEqual([seat, true, may])
        for (const marker of hiddenFrom(seat)) {
          // The frame shows who is signed in.
          expect(text, `${marker} is not for ${seat}`).not.toContain(marker)
        }
      }
    })
})
