import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonState } from '../../realtime/apply.ts'
import { inRoom } from '../support/board-client.ts'
import { follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn, type Person } from '../support/people.ts'
import { unchanged } from '../support/unchanged.ts'
import { feedOf, fillFeed } from './feeds.ts'

describe('PATCH /api/notifications/{id}', () => {
  const app = hirewire()
  let person: Person
  let ids: string[]
  beforeEach(async () => {
    person = await signedIn('recruiter')
    ids = await fillFeed(person, 3)
  })
  const mark = (id: string, body: object = { read: true }, who = person) =>
    app.call(who, 'PATCH', `/notifications/${id}`, body)

  it('marks one read, and unread again; the same again changes nothing and tells nothing', async () => {
    const seat = await follow(app.url, person, `user:${person.id}`)
    const read = await mark(ids[1]!)
    expect(read.status).toBe(200)
    expect(read.body).toMatchObject({ id: ids[1] })
    expect(read.body.readAt).not.toBeNull()
    expect(await feedOf(app, person)).toMatchObject({ unseen: 2, unread: 2 })
    expect((await mark(ids[1]!)).body).toEqual(read.body)
    await mark(ids[1]!, { read: false })
    expect(await feedOf(app, person)).toMatchObject({ unseen: 2, unread: 3 })
    await seat.check('marked')
    expect(seat.seat.events).toHaveLength(2)
    seat.close()
  })

  it('works by socket, once however often it is sent, and for one that is older than the window', async () => {
    await fillFeed(person, 40)
    const seat = await follow(app.url, person, `user:${person.id}`)
    const { client } = await inRoom<PersonState>(app.url, person, `user:${person.id}`)
    const answer = await client.send('notification:read', { notificationId: ids[0]!, read: true })
    expect(answer.readAt).not.toBeNull()
    await client.send('notification:read', { notificationId: ids[1]!, read: true })
    await seat.check('marked by socket')
    expect(await feedOf(app, person)).toMatchObject({ unread: 41 })
    client.close()
    seat.close()
  })

  it('is of one’s own alone: to anybody else it is not there', async () => {
    const other = await signedIn('admin')
    await unchanged(async () => {
      const refused = await mark(ids[0]!, { read: true }, other)
      expect([refused.status, refused.body.code]).toEqual([404, 'not_found'])
      const asThem = await app.call(other, 'PATCH', `/users/${person.id}/notifications/${ids[0]}`, {
        read: true,
      })
      expect(asThem.status).toBe(404)
    })
    expect(await feedOf(app, person)).toMatchObject({ unread: 3 })
    const own = await app.call(person, 'PATCH', `/users/${person.id}/notifications/${ids[0]}`, { read: true })
    expect(own.status).toBe(200)
  })

  it('says what is wrong with the input', async () => {
    for (const body of [{}, { read: 'yes' }, { read: true, title: 'Mine' }, { read: null }])
      expect((await mark(ids[0]!, body)).status).toBe(400)
    expect((await mark('nothing')).status).toBe(400)
    expect(await feedOf(app, person)).toMatchObject({ unread: 3 })
  })
})
