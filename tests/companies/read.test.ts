import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { makeCompany, makeJob, makeWorld } from '../support/world.ts'

describe('companies', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const read = (person: Person, id: string) => app.call(person, 'GET', `/companies/${id}`)

  describe('one', () => {
    it('is seen by its members, with who serves it', async () => {
      const { client, recruiter, interviewer, agency } = world.people
      expect((await read(client, world.employer)).body).toMatchObject({
        id: world.employer,
        kind: 'employer',
        servedBy: { id: world.staffing },
      })
      expect((await read(recruiter, world.staffing)).body).toMatchObject({ kind: 'staffing', servedBy: null })
      expect((await read(interviewer, world.staffing)).status).toBe(200)
      expect((await read(agency, world.agency)).body).toMatchObject({ kind: 'agency' })
    })

    it('is seen across what joins the two: one serves the other, or a job is of both', async () => {
      const { client, recruiter, admin, outsideRecruiter } = world.people
      expect((await read(client, world.staffing)).status).toBe(200)
      expect((await read(recruiter, world.otherEmployer)).status).toBe(200)
      expect((await read(admin, world.otherStaffing)).status).toBe(200)
      const employer = await makeCompany('employer')
      const own = await app.person('client', employer)
      const request = { method: 'GET', path: `/companies/${employer}` } as const
      await expectHidden(app, request, [outsideRecruiter])
      const job = await makeJob({ company: employer, staffing: world.otherStaffing, by: own })
      expect((await read(outsideRecruiter, employer)).status).toBe(200)
      expect((await read(own, world.otherStaffing)).status).toBe(200)
      await app.sql('update job_posting set deleted_at = now() where id = $1', [job])
      await expectHidden(app, request, [outsideRecruiter])
    })

    it('is nobody else’s', async () => {
      const { candidate, otherClient, outsideRecruiter, outsideManager, agency, interviewer } = world.people
      const request = { method: 'GET', path: `/companies/${world.employer}` } as const
      await expectHidden(app, request, [candidate, otherClient, outsideRecruiter, outsideManager, agency])
      await expectHidden(app, { method: 'GET', path: `/companies/${world.otherStaffing}` }, [interviewer])
      await expectRefused(app, request, [[null, 401]])
      expect((await read(outsideRecruiter, 'x')).status).toBe(400)
    })
  })

  describe('the list', () => {
    const ids = async (person: Person, query = '') => {
      const { status, body } = await app.call(person, 'GET', `/companies${query}`)
      expect(status, JSON.stringify(body)).toBe(200)
      return (body.data as { id: string }[]).map(({ id }) => id)
    }

    it('has for the staff the employers they serve and the agencies they may invite', async () => {
      const theirs = await makeCompany('agency', world.otherStaffing)
      const seen = await ids(world.people.recruiter, '?limit=100')
      expect(seen).toEqual(
        expect.arrayContaining([
          world.staffing,
          world.employer,
          world.otherEmployer,
          world.agency,
          world.otherAgency,
        ]),
      )
      for (const hidden of [world.otherStaffing, theirs]) expect(seen).not.toContain(hidden)
      expect(await ids(world.people.outsideManager, '?kind=agency')).toContain(theirs)
      expect(await ids(world.people.outsideManager, '?kind=employer')).not.toContain(world.employer)
      expect(await ids(world.people.admin, '?limit=100')).toEqual(
        expect.arrayContaining([world.otherStaffing, theirs]),
      )
    })

    it('is found by part of the name, and goes on page by page in the order of names', async () => {
      const staffing = await makeCompany('staffing')
      const manager = await app.person('manager', staffing)
      const names = ['Beta 10%', 'alpha', 'Beta 10%', 'Gamma', 'beta_']
      const made: { id: string; name: string }[] = []
      for (const name of names) {
        const id = await makeCompany('employer', staffing)
        await app.sql('update company set name = $2 where id = $1', [id, name])
        made.push({ id, name })
      }
      const idsOf = (wanted: string) => made.filter(({ name }) => name.includes(wanted)).map(({ id }) => id)
      expect((await ids(manager, '?kind=employer&q=10%25')).toSorted()).toEqual(idsOf('10%').toSorted())
      expect(await ids(manager, '?kind=employer&q=_')).toEqual(idsOf('_'))
      const seen: { id: string; name: string }[] = []
      let path = '/companies?kind=employer&limit=2'
      while (path) {
        const { body } = await app.call(manager, 'GET', path)
        seen.push(...(body.data as typeof seen))
        path = body.page.nextCursor ? `/companies?cursor=${body.page.nextCursor}` : ''
      }
      expect(seen.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted())
      expect(new Set(seen.map(({ id }) => id)).size).toBe(5)
    })

    it('is the staff’s alone', async () => {
      const { client, candidate, agency, interviewer, recruiter } = world.people
      await expectRefused(app, { method: 'GET', path: '/companies' }, [
        [client, 403],
        [candidate, 403],
        [agency, 403],
        [interviewer, 403],
        [null, 401],
      ])
      for (const query of ['?kind=school', '?q=', '?limit=0', '?cursor=x', '?servedBy=1'])
        expect((await app.call(recruiter, 'GET', `/companies${query}`)).status, query).toBe(400)
    })
  })
})
