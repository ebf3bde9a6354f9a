import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe('move', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('moves a card, keeps the history and raises the version', async () => {
    const id = await makeApplication(world.job, world.people.candidate)
    const answer = await app.call(world.people.recruiter, 'POST', `/applications/${id}/move`, { to: 'screening', version: 1 })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({ id, stage: 'screening', version: 2 })
    const history = await app.call(world.people.recruiter, 'GET', `/applications/${id}/history`)
    expect(history.body.data.at(-1)).toMatchObject({ from: 'applied', to: 'screening', by: { name: 'Rita Recruiter' } })
  })
})
