import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { signedIn, type Person } from '../support/people.ts'
import { feedOf, fillFeed, type Line } from './feeds.ts'

describe('GET /api/notifications', () => {
  const app = hirewire()
  let person: Person
  let other: Person
  let ids: string[]
  beforeAll(async () => {
    person = await signedIn('candidate')
    other = await signedIn('candidate')
    ids = await fillFeed(person, 40)
    await app.sql(`update notification set kind = 'thread.replied' where id = any($1)`, [ids.slice(0, 3)])
    await app.sql(`update notification set read_at = now(), seen_at = now() where id = any($1)`, [
      ids.slice(0, 10),
    ])
  })
  const list = (query = '', who = person) =>
    app.call<{ data: Line[]; page: { nextCursor: string | null } }>(who, 'GET', `/notifications${query}`)

  it('lists one’s own, newest first, page by page', async () => {
    const first = await list()
    expect(first.body.data.map(({ id }) => id)).toEqual(ids.slice(15).toReversed())
    const second = await list(`?cursor=${first.body.page.nextCursor}`)
    expect(second.body.data.map(({ id }) => id)).toEqual(ids.slice(0, 15).toReversed())
    expect(second.body.page.nextCursor).toBeNull()
    expect((await list('', other)).body.data).toEqual([])
  })

  it('narrows to what is not read, and to kinds', async () => {
    expect((await list('?unread=true&limit=100')).body.data).toHaveLength(30)
    expect((await list('?kind=thread.replied')).body.data.map(({ id }) => id)).toEqual(
      ids.slice(0, 3).toReversed(),
    )
    expect((await list('?kind=thread.replied,job.approved&limit=100')).body.data).toHaveLength(40)
    expect((await list('?kind=thread.replied&unread=true')).body.data).toEqual([])
  })

  it('says which parameters are wrong', async () => {
    for (const query of [
      '?kind=user.updated',
      '?kind=nonsense',
      '?unread=maybe',
      '?unread=false',
      '?limit=0',
      '?page=2',
    ])
      expect((await list(query)).status, query).toBe(400)
    const { body } = await list()
    const wrong = await list(`?cursor=${body.page.nextCursor}&unread=true`)
    expect(wrong.status).toBe(400)
  })

  it('shows the 30 newest in the person’s room, the same as the list does', async () => {
    const feed = await feedOf(app, person)
    expect(feed).toMatchObject({ unseen: 30, unread: 30 })
    expect(feed.notifications).toHaveLength(30)
  })

  it('is the same under one’s own id, and under another’s nothing is there', async () => {
    const mine = await app.call(person, 'GET', `/users/${person.id}/notifications`)
    expect(mine.body).toEqual((await list()).body)
    const admin = await signedIn('admin')
    for (const who of [other, admin]) {
      const theirs = await app.call(who, 'GET', `/users/${person.id}/notifications`)
      expect([theirs.status, theirs.body.code]).toEqual([404, 'not_found'])
    }
    expect((await app.call(null, 'GET', '/notifications')).status).toBe(401)
  })
})
