import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import type { Person } from '../support/people.ts'
import { arranging } from './arranging.ts'

describe('read interviews', () => {
  const app = hirewire()
  const at = arranging(app)
  let candidate: Person
  let card: string
  let made: { id: string; startsAt: string }[]
  beforeAll(async () => {
    const fresh = await at.freshCard()
    candidate = fresh.candidate
    card = fresh.id
    const other = await at.freshCard()
    made = [
      await at.schedule(card, { note: 'NOTE', panel: [at.people.interviewer, at.people.client] }),
      await at.schedule(other.id, { note: 'NOTE', panel: [at.people.recruiter2] }),
      await at.schedule(card, { note: 'NOTE', slots: [at.freeTime(), at.freeTime()] }),
    ]
    await app.sql(`update interview_panelist set answer = 'declined', reason = 'WHY' where user_id = $1`, [
      at.people.client.id,
    ])
  })
  const list = async (who: Person, query = '') => {
    const answer = await app.call(who, 'GET', `/interviews${query}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body as { data: any[]; page: { nextCursor: string | null } }
  }
  const ids = async (who: Person, query?: string) => (await list(who, query)).data.map(({ id }) => id)

  it('lists what is whose, earliest first', async () => {
    const { people } = at
    const all = made.map(({ id }) => id)
    for (const who of [people.recruiter, people.manager, people.admin, people.client])
      expect(await ids(who), who.role).toEqual(all)
    for (const who of [people.interviewer, candidate])
      expect(await ids(who), who.role).toEqual([all[0], all[2]])
    for (const who of [people.outsideRecruiter, people.otherClient, people.candidate2])
      expect(await ids(who), who.role).toEqual([])
    await expectRefused(app, { method: 'GET', path: '/interviews' }, [
      [people.agency, 403],
      [null, 401],
    ])
  })

  it('takes from and to, and goes on by a cursor', async () => {
    const { recruiter } = at.people
    expect(await ids(recruiter, `?from=${made[1]!.startsAt}`)).toEqual([made[1]!.id, made[2]!.id])
    expect(await ids(recruiter, `?to=${made[1]!.startsAt}`)).toEqual([made[0]!.id])
    const first = await list(recruiter, '?limit=2')
    expect(first.data.map(({ id }) => id)).toEqual([made[0]!.id, made[1]!.id])
    const second = await list(recruiter, `?cursor=${first.page.nextCursor}`)
    expect(second.data.map(({ id }) => id)).toEqual([made[2]!.id])
    expect(second.page.nextCursor).toBeNull()
    for (const wrong of ['?from=soon', '?limit=0', '?panel=x', '?cursor=abc'])
      expect((await app.call(recruiter, 'GET', `/interviews${wrong}`)).status, wrong).toBe(400)
  })

  it('shows each reader their cut: the note to panel and staff, reasons to the staff', async () => {
    const { people } = at
    const [one] = (await list(people.recruiter)).data
    expect(one).toMatchObject({
      note: 'NOTE',
      application: { id: card, candidate: candidate.name, job: { id: at.world.job } },
    })
    expect(JSON.stringify(one)).toContain('WHY')
    const [toPanel] = (await list(people.interviewer)).data
    expect(toPanel.note).toBe('NOTE')
    expect(JSON.stringify(toPanel)).not.toContain('WHY')
    const [toClient] = (await list(people.client)).data
    expect(JSON.stringify(toClient)).not.toMatch(/NOTE|WHY/)
    const [own] = (await list(candidate)).data
    expect(own.panel).toEqual([{ name: people.interviewer.name }])
    expect(own.application).not.toHaveProperty('candidate')
    expect(JSON.stringify(own)).not.toMatch(/NOTE|WHY|declined|invited|version/)
    const path = `/applications/${card}/interviews`
    for (const who of [people.recruiter, people.client, people.interviewer, candidate]) {
      const { body } = await app.call(who, 'GET', path)
      expect(body.data.map(({ id }: { id: string }) => id)).toEqual([made[0]!.id, made[2]!.id])
      const single = await app.call(who, 'GET', `/interviews/${made[0]!.id}`)
      expect(single.body).toMatchObject(body.data[0])
    }
  })

  it('shows nothing of it to anybody else', async () => {
    const { people } = at
    await expectHidden(app, { method: 'GET', path: `/applications/${card}/interviews` }, [
      people.candidate2,
      people.outsideRecruiter,
      people.otherClient,
    ])
    await expectHidden(app, { method: 'GET', path: `/interviews/${made[1]!.id}` }, [
      people.interviewer,
      candidate,
      people.outsideManager,
    ])
    await app.sql(`update application set agency_company_id = $2, source = 'agency' where id = $1`, [
      card,
      at.world.agency,
    ])
    for (const path of [`/applications/${card}/interviews`, `/interviews/${made[0]!.id}`])
      await expectRefused(app, { method: 'GET', path }, [[people.agency, 403]])
  })

  it('has nothing of a job that was taken away in any list', async () => {
    await app.sql('update job_posting set deleted_at = now() where id = $1', [at.world.job])
    expect(await unchanged(() => ids(at.people.recruiter))).toEqual([])
  })
})
