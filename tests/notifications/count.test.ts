import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonState } from '../../realtime/apply.ts'
import { inRoom } from '../support/board-client.ts'
import { follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn, type Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { feedOf, fillFeed } from './feeds.ts'

describe('counts', () => {
  const app = hirewire()
  let person: Person
  beforeEach(async () => {
    person = await signedIn('candidate')
  })
  const count = async (path = '/notifications/count', who = person) => (await app.call(who, 'GET', path)).body

  it('are of what is not seen, and what is not read: what is read counts as seen', async () => {
    const [first] = await fillFeed(person, 3)
    expect(await count()).toEqual({ unseen: 3, unread: 3 })
    await app.call(person, 'PATCH', `/notifications/${first}`, { read: true })
    expect(await count()).toEqual({ unseen: 2, unread: 2 })
    const seen = await app.call(person, 'POST', '/notifications/seen')
    expect([seen.status, seen.body]).toEqual([200, { unseen: 0, unread: 2 }])
    await app.call(person, 'PATCH', `/notifications/${first}`, { read: false })
    expect(await count()).toEqual({ unseen: 0, unread: 3 })
    await feedOf(app, person)
  })

  it('come with every push, and seen twice is one', async () => {
    await fillFeed(person, 35)
    const seat = await follow(app.url, person, `user:${person.id}`)
    await app.call(person, 'POST', '/notifications/seen')
    await app.call(person, 'POST', '/notifications/seen')
    await seat.check('seen')
    const { events } = seat.seat
    expect(events.map(({ type }) => type)).toEqual(['notification.changed'])
    expect(events[0]!.data.feed).toMatchObject({ unseen: 0, unread: 35 })
    expect((events[0]!.data.feed as { notifications: object[] }).notifications).toHaveLength(30)
    seat.close()
  })

  it('are seen by socket too, in every window of the person', async () => {
    await fillFeed(person, 2)
    const [here, there] = await Promise.all(
      [1, 2].map(() => inRoom<PersonState>(app.url, person, `user:${person.id}`)),
    )
    expect(await here!.client.send('notification:seen', {})).toEqual({ unseen: 0, unread: 2 })
    await until('the other window has heard', () => there!.state().feed.unseen === 0)
    here!.close()
    there!.close()
  })

  it('are one’s own', async () => {
    await fillFeed(person, 1)
    const other = await signedIn('candidate')
    expect(await count('/notifications/count', other)).toEqual({ unseen: 0, unread: 0 })
    expect(await count(`/users/${person.id}/notifications/count`)).toEqual({ unseen: 1, unread: 1 })
    for (const path of ['/notifications/count', '/notifications/seen', '/notifications/mark-all-read']) {
      const method = path.endsWith('count') ? 'GET' : 'POST'
      expect((await app.call(other, method, `/users/${person.id}${path}`)).status).toBe(404)
    }
    expect(await count()).toEqual({ unseen: 1, unread: 1 })
  })
})
