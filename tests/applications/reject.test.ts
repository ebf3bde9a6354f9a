import { beforeAll, describe, expect, it } from 'vitest'
import { stages, type Stage } from '../../db/entities/application.ts'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe('reject an application', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const card = async (stage: Stage, more: object = {}) =>
    makeApplication(world.job, await app.person('candidate'), { stage, ...more })
  const reject = (id: string, body: object, who: 'recruiter' | 'client' = 'recruiter') =>
    app.call(world.people[who], 'POST', `/applications/${id}/reject`, body)

  it('is possible from every open stage and from no final one', async () => {
    for (const stage of stages) {
      const id = await card(stage)
      const answer = await reject(id, { reason: 'Others were closer.' })
      const open = ['applied', 'screening', 'interview', 'offer', 'rejected'].includes(stage)
      expect(answer.status, stage).toBe(open ? 200 : 409)
      if (!open) expect(answer.body).toMatchObject({ code: 'invalid_transition', allowed: [] })
    }
  })

  it('keeps the reason for the staff, and from the candidate', async () => {
    const person = await app.person('candidate')
    const id = await makeApplication(world.job, person, { stage: 'screening', shortlist: 'proposed' })
    const answer = await reject(id, { reason: 'No licence.', version: 1 })
    expect(answer.body).toMatchObject({ stage: 'rejected', shortlist: 'rejected', version: 2 })
    const staff = await app.call(world.people.manager, 'GET', `/applications/${id}/history`)
    expect(staff.body.data.at(-1)).toMatchObject({ to: 'rejected', reason: 'No licence.' })
    const own = await app.call(person, 'GET', `/applications/${id}/history`)
    expect(own.body.data.at(-1)).toMatchObject({ to: 'not_selected', reason: null, by: null })
    const again = await unchanged(() => reject(id, { reason: 'Twice.' }))
    expect(again).toMatchObject({ status: 200, body: { version: 2 } })
  })

  it('is the assigned client’s too, of what was shown to it and proposed', async () => {
    const id = await card('screening', { shortlist: 'proposed' })
    expect((await reject(id, { reason: 'Not for us.' }, 'client')).body).toMatchObject({ stage: 'rejected' })
    const seen = await app.call(world.people.client, 'GET', `/applications/${id}/history`)
    expect(seen.body.data.at(-1)).toMatchObject({ to: 'rejected', reason: 'Not for us.' })
    expect((await reject(await card('offer'), { reason: 'No.' }, 'client')).status).toBe(200)
    const request = { method: 'POST', body: { reason: 'No.' } } as const
    await expectHidden(app, { ...request, path: `/applications/${await card('applied')}/reject` }, [
      world.people.client,
    ])
    const path = `/applications/${await card('interview')}/reject`
    await expectRefused(app, { ...request, path }, [[world.people.unassignedClient, 403]])
  })

  it('says when the card has changed meanwhile', async () => {
    const id = await card('interview')
    const stale = await unchanged(() => reject(id, { reason: 'No.', version: 4 }))
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale', current: { id, version: 1 } } })
  })

  it('is nobody else’s, and needs a reason', async () => {
    const path = `/applications/${await card('interview', { agency: world.agency })}/reject`
    const request = { method: 'POST', path, body: { reason: 'No.' } } as const
    const { candidate, agency, interviewer, otherClient, outsideRecruiter, recruiter } = world.people
    await expectRefused(app, request, [
      [candidate, 403],
      [agency, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [otherClient, outsideRecruiter])
    await expectBadInputRefused(app, recruiter, request)
    await expectFieldsRefused(app, recruiter, request, [
      ['/reason', { reason: undefined }],
      ['/reason', { reason: '  ' }],
      ['/reason', { reason: 'a\u0000b' }],
      ['/reason', { reason: 'x'.repeat(2_001) }],
    ])
  })
})
