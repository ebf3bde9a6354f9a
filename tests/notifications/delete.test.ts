import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonState } from '../../realtime/apply.ts'
import { follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn, type Person } from '../support/people.ts'
import { feedOf, fillFeed } from './feeds.ts'

describe('DELETE /api/notifications/{id}', () => {
  const app = hirewire()
  let person: Person
  beforeEach(async () => {
    person = await signedIn('client')
  })

  it('takes one out, and the next comes up among the newest', async () => {
    const ids = await fillFeed(person, 33)
    const seat = await follow(app.url, person, `user:${person.id}`)
    const state = () => (seat.seat.state() as PersonState).feed
    const gone = await app.call(person, 'DELETE', `/notifications/${ids[30]}`)
    expect(gone.status).toBe(204)
    await seat.check('one of the newest is gone')
    expect(state().notifications.map(({ id }) => id)).toEqual(
      ids
        .filter((_id, index) => index !== 30)
        .slice(-30)
        .toReversed(),
    )
    await app.call(person, 'DELETE', `/notifications/${ids[0]}`)
    await seat.check('one of the old is gone')
    for (let left = 31; left > 0; left -= 10)
      for (const { id } of state().notifications.slice(0, 10)) {
        await seat.seat.client.send('notification:delete', { notificationId: id })
        await seat.check(`${left} and fewer`)
      }
    expect(await feedOf(app, person)).toEqual({ unseen: 0, unread: 0, notifications: [] })
    seat.close()
  })

  it('once, and one’s own alone', async () => {
    const [id] = await fillFeed(person, 2)
    const other = await signedIn('client')
    for (const path of [`/notifications/${id}`, `/users/${person.id}/notifications/${id}`])
      expect((await app.call(other, 'DELETE', path)).status).toBe(404)
    expect((await app.call(person, 'DELETE', `/notifications/${id}`)).status).toBe(204)
    expect((await app.call(person, 'DELETE', `/notifications/${id}`)).status).toBe(404)
    expect((await app.call(person, 'PATCH', `/notifications/${id}`, { read: true })).status).toBe(404)
    expect(await feedOf(app, person)).toMatchObject({ unread: 1 })
  })
})
