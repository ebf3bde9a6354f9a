import { describe, expect, it } from 'vitest'
import type { PersonState } from '../../realtime/apply.ts'
import { follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn } from '../support/people.ts'
import { feedOf, fillFeed } from './feeds.ts'

describe('POST /api/notifications/mark-all-read', () => {
  const app = hirewire()

  it('marks everything read, also beyond the newest, and nobody else’s', async () => {
    const person = await signedIn('candidate')
    const other = await signedIn('candidate')
    await fillFeed(person, 50)
    await fillFeed(other, 2)
    const seat = await follow(app.url, person, `user:${person.id}`)
    const answer = await app.call(person, 'POST', '/notifications/mark-all-read')
    expect([answer.status, answer.body]).toEqual([200, { unseen: 0, unread: 0 }])
    await seat.check('all read')
    expect((seat.seat.state() as PersonState).feed.notifications.every(({ readAt }) => readAt)).toBe(true)
    expect(seat.seat.events).toHaveLength(1)
    expect(await feedOf(app, person)).toMatchObject({ unseen: 0, unread: 0 })
    expect(await feedOf(app, other)).toMatchObject({ unseen: 2, unread: 2 })

    expect(await seat.seat.client.send('notification:mark-all-read', {})).toEqual({ unseen: 0, unread: 0 })
    await seat.check('nothing was left to read')
    expect(seat.seat.events).toHaveLength(1)
    seat.close()
  })
})
