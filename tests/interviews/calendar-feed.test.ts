import { describe, expect, it } from 'vitest'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { expectBadInputRefused, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { until } from '../support/wait.ts'
import { makeWorld } from '../support/world.ts'
import { arranging } from './arranging.ts'

const unfold = (text: string) => text.replace(/\r\n /g, '')

describe('a private calendar feed', () => {
  const app = hirewire()
  const at = arranging(app)
  const makeFeed = async (who: { token: string }, headers: Record<string, string> = {}) => {
    const { status, body } = await app.call(who, 'POST', '/me/calendar-feed', undefined, headers)
    expect(status).toBe(201)
    return body.url as string | null
  }
  const read = async (url: string) => {
    const response = await fetch(url.replace(testOrigin, app.url))
    return { status: response.status, text: unfold(await response.text()), headers: response.headers }
  }

  it('has all interviews of its owner, in their cut, for whoever knows its address', async () => {
    const { people } = at
    const one = await at.freshCard()
    const two = await at.freshCard()
    const first = await at.schedule(one.id, { note: 'NOTE' })
    const second = await at.schedule(two.id, { note: 'NOTE' })
    const others = await at.schedule(two.id, { panel: [people.recruiter2] })
    const feed = await read((await makeFeed(people.interviewer))!)
    expect(feed.status).toBe(200)
    expect(feed.headers.get('content-type')).toMatch(/^text\/calendar/)
    expect(feed.text).toContain('METHOD:PUBLISH')
    expect(feed.text.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    for (const { id } of [first, second]) expect(feed.text).toContain(`UID:${id}@`)
    expect(feed.text).toContain('NOTE')
    expect(feed.text).not.toContain(one.candidate.email)

    const mine = await read((await makeFeed(two.candidate))!)
    expect(mine.text.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    expect(mine.text).toContain(`UID:${others.id}@`)
    expect(mine.text).not.toContain('NOTE')
    expect(mine.text).not.toContain(people.interviewer.email)

    await at.ask(people.interviewer, 'POST', `/interviews/${first.id}/decline`)
    await at.ask(people.recruiter, 'POST', `/interviews/${second.id}/cancel`, { reason: 'So.' })
    const url = (await makeFeed(people.interviewer))!
    expect((await read(url)).text).not.toContain('BEGIN:VEVENT')
  })

  it('says when it was read, has one address at a time, and ends', async () => {
    const { people } = at
    expect((await app.call(people.recruiter, 'GET', '/me/calendar-feed')).body).toBeNull()
    const old = (await makeFeed(people.recruiter))!
    expect((await app.call(people.recruiter, 'GET', '/me/calendar-feed')).body).toMatchObject({
      lastReadAt: null,
    })
    expect((await read(old)).status).toBe(200)
    const { lastReadAt } = (await app.call(people.recruiter, 'GET', '/me/calendar-feed')).body
    expect(Date.now() - Date.parse(lastReadAt)).toBeLessThan(60_000)
    const fresh = (await makeFeed(people.recruiter))!
    expect((await read(old)).status).toBe(404)
    expect((await read(fresh)).status).toBe(200)
    expect((await app.call(people.recruiter, 'DELETE', '/me/calendar-feed')).status).toBe(204)
    expect((await read(fresh)).status).toBe(404)
    expect((await app.call(people.recruiter, 'DELETE', '/me/calendar-feed')).status).toBe(204)
  })

  it('keeps its token nowhere, and tells it once', async () => {
    const { people } = at
    const key = { 'idempotency-key': 'feed once' }
    const url = (await makeFeed(people.recruiter2, key))!
    expect(await makeFeed(people.recruiter2, key)).toBeNull()
    const token = /calendar\/(.+)\.ics/.exec(url)![1]!
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const [kept] = await app.sql<{ found: boolean }>(
      `select exists (select from calendar_feed f where f::text like '%' || $1 || '%')
         or exists (select from command c where c::text like '%' || $1 || '%') as found`,
      [token],
    )
    expect(kept!.found).toBe(false)
    expect((await read(url)).status).toBe(200)
  })

  it('is nothing to whoever guesses, and ends with its owner’s account', async () => {
    const { people } = at
    const url = (await makeFeed(people.client))!
    for (const wrong of ['x', 'a'.repeat(43), '..%2f', '%00', url.slice(-20)])
      expect((await read(`${testOrigin}/api/calendar/${wrong}.ics`)).status, wrong).toBe(404)
    await app.sql('update users set deactivated_at = now() where id = $1', [people.client.id])
    expect((await read(url)).status).toBe(404)
    const statuses = await until('limited', async () => {
      const { status } = await read(`${testOrigin}/api/calendar/guess.ics`)
      return status === 429 && [status]
    })
    expect(statuses).toEqual([429])
  })

  it('is for those who go to interviews', async () => {
    const { people } = await makeWorld()
    for (const method of ['GET', 'POST', 'DELETE'] as const)
      await expectRefused(app, { method, path: '/me/calendar-feed' }, [
        [people.agency, 403],
        [people.admin, 403],
        [null, 401],
      ])
    await unchanged(() =>
      expectBadInputRefused(app, people.recruiter, { method: 'POST', path: '/me/calendar-feed' }),
    )
  })
})
