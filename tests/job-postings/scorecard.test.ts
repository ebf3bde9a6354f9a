import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectFieldsRefused } from '../support/refusals.ts'
import { makeWorld } from '../support/world.ts'

describe('the scorecard of a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const baker = { title: 'Baker', description: 'Bread.', type: 'full_time' }
  const scorecard = ['Craft, and “care”', 'Teamwork {early}']

  it('is written with the job by whoever may write it, in its order', async () => {
    const { client, manager } = world.people
    const made = await app.call(client, 'POST', '/jobs', { ...baker, scorecard })
    expect(made.body).toMatchObject({ scorecard, version: 1 })
    const path = `/jobs/${made.body.id}`
    const turned = scorecard.toReversed()
    expect((await app.call(client, 'PATCH', path, { scorecard: turned, version: 1 })).body).toMatchObject({
      scorecard: turned,
    })
    expect((await app.call(manager, 'PUT', path, { ...baker, version: 2 })).body).toMatchObject({
      scorecard: [],
    })
    expect((await app.call(client, 'POST', '/jobs', baker)).body).toMatchObject({ scorecard: [] })
    await expectFieldsRefused(app, client, { method: 'PATCH', path, body: { version: 3 } }, [
      ['/scorecard', { scorecard: 'Craft' }],
      ['/scorecard', { scorecard: ['Craft', 'Craft'] }],
      ['/scorecard', { scorecard: Array.from({ length: 11 }, (_, index) => `${index}`) }],
      ['/scorecard/0', { scorecard: [''] }],
      ['/scorecard/0', { scorecard: ['x'.repeat(81)] }],
      ['/scorecard/0', { scorecard: ['a\u0000b'] }],
      ['/scorecard/0', { scorecard: [7] }],
    ])
  })

  it('is the companies’ own: neither the public, the agency nor a candidate reads it', async () => {
    const { recruiter, client, agency, candidate } = world.people
    await app.sql('update job_posting set scorecard = $2 where id = $1', [world.job, ['MARKER-77c1']])
    const path = `/jobs/${world.job}`
    for (const person of [recruiter, client])
      for (const where of [path, `${path}/board`])
        expect(JSON.stringify((await app.call(person, 'GET', where)).body)).toContain('MARKER-77c1')
    for (const person of [agency, candidate, null])
      for (const where of [path, '/jobs', `${path}/board`])
        expect(JSON.stringify((await app.call(person, 'GET', where)).body)).not.toContain('MARKER-77c1')
  })
})
