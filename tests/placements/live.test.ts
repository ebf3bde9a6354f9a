import { beforeAll, describe, expect, it } from 'vitest'
import type { EventName } from '../../server/events.ts'
import { placementEvents } from '../../server/placements/events.ts'
import { expectAllHeard, follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe('placements, live', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('are heard of by the two companies when somebody is hired', async () => {
    const { recruiter, client, candidate } = world.people
    const id = await makeApplication(world.job, candidate, { stage: 'offer' })
    const seats = await Promise.all(
      [recruiter, client, candidate].map(person => follow(app.url, person, `application:${id}`)),
    )
    const hired = await app.call(client, 'POST', `/applications/${id}/move`, { to: 'hired', version: 1 })
    expect(hired.status, JSON.stringify(hired.body)).toBe(200)
    for (const seat of seats) {
      await seat.check('hired')
      seat.close()
    }
    await expectAllHeard(app, Object.keys(placementEvents) as EventName[])
  })
})
