import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { plainPath } from '../../server/logger.ts'
import { makeBoard } from '../support/board-world.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import { unchanged } from '../support/unchanged.ts'
import { assign, makeWorld } from '../support/world.ts'

const proposed = { stage: 'screening', shortlist: 'proposed' } as const

describe('a shortlist by its link', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const share = async (names = ['Ada Berg', 'Ben Cole'], { blind = false } = {}) => {
    const board = await makeBoard(world, Object.fromEntries(names.map(name => [name, proposed])), { blind })
    const manager = await app.person('client', world.employer, 'Hanna Manager')
    await assign(board.job, 'hiring_manager', { user: manager }, world.people.manager)
    const link = (
      await app.call(world.people.recruiter, 'POST', `/jobs/${board.job}/shortlist-links`, {
        forId: manager.id,
      })
    ).body
    return { ...board, manager, link: link as { id: string; token: string } }
  }
  type Shared = Awaited<ReturnType<typeof share>>
  const read = (token: string, headers = {}) =>
    app.call(null, 'GET', `/shared/shortlists/${token}`, undefined, headers)
  const decide = (token: string, decisions: object[]) =>
    app.call(null, 'POST', `/shared/shortlists/${token}/decide`, { decisions })

  it('is the client’s own cut, without an account', async () => {
    const { job, ids, link } = await share()
    const { status, body, headers } = await read(link.token)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      job: { id: job },
      for: { name: 'Hanna Manager' },
      proposed: [{ id: ids['Ada Berg'], candidate: { name: 'Ada Berg' } }, { id: ids['Ben Cole'] }],
      decided: [],
    })
    const asClient = (await app.call(world.people.client, 'GET', `/jobs/${job}/shortlist`)).body
    expect(body.proposed).toEqual(asClient.proposed)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('set-cookie')).toBeNull()
  })

  it('answers 304 until something changes', async () => {
    const { ids, link } = await share()
    const tag = (await read(link.token)).headers.get('etag')!
    expect((await read(link.token, { 'if-none-match': tag })).status).toBe(304)
    await app.call(world.people.client, 'POST', `/applications/${ids['Ada Berg']}/approve`)
    const after = await read(link.token, { 'if-none-match': tag })
    expect(after.status).toBe(200)
    expect(after.body.decided).toMatchObject([{ id: ids['Ada Berg'], stage: 'interview' }])
  })

  it('decides in the name of its hiring manager, who has no session', async () => {
    const { ids, link, manager } = await share()
    await app.sql('delete from session where user_id = $1', [manager.id])
    const { body } = await decide(link.token, [
      { applicationId: ids['Ada Berg'], approve: true, version: 1 },
      { applicationId: ids['Ben Cole'], decline: 'Too junior.', version: 8 },
    ])
    expect(body.data).toMatchObject([
      { ok: true, application: { stage: 'interview' } },
      { ok: false, error: { code: 'stale' } },
    ])
    const history = await app.sql(
      `select by_id from application_history where application_id = $1 and to_stage = 'interview'`,
      [ids['Ada Berg']],
    )
    expect(history).toEqual([{ by_id: manager.id }])
  })

  it('gives no right to another shortlist, nor to anything else', async () => {
    const [one, other] = [await share(), await share(['Cem Demir'])]
    const { body } = await unchanged(() =>
      decide(one.link.token, [{ applicationId: other.ids['Cem Demir'], approve: true }]),
    )
    expect(body.data).toMatchObject([{ ok: false, error: { code: 'not_found' } }])
    const asToken = { token: one.link.token }
    for (const path of ['/me', `/jobs/${one.job}/shortlist`, `/applications/${one.ids['Ada Berg']}`])
      expect((await app.call(asToken, 'GET', path)).status, path).toBe(401)
  })

  it('notes that it was viewed, once in a while', async () => {
    const { job, link } = await share()
    const viewed = async () =>
      (await app.call(world.people.recruiter, 'GET', `/jobs/${job}/shortlist-links`)).body.data[0]
    expect(await viewed()).toMatchObject({ lastViewedAt: null, views: 0 })
    await read(link.token)
    await read(link.token)
    expect((await viewed()).views).toBe(1)
    const ago = (interval: string) =>
      app.sql(`update shortlist_link set last_viewed_at = now() - $2::interval where id = $1`, [
        link.id,
        interval,
      ])
    await ago('2 minutes')
    await read(link.token)
    const looking = await viewed()
    expect(looking.views).toBe(1)
    expect(Date.now() - Date.parse(looking.lastViewedAt)).toBeLessThan(30_000)
    await ago('10 minutes')
    await read(link.token)
    expect((await viewed()).views).toBe(2)
  })

  const ends: [string, (shared: Shared) => Promise<unknown>][] = [
    ['revoked', ({ link }) => app.call(world.people.recruiter, 'DELETE', `/shortlist-links/${link.id}`)],
    [
      'expired',
      // To the millisecond, as we tell the time: the database's instants go on behind it
      ({ link }) =>
        app.sql(`update shortlist_link set expires_at = date_trunc('milliseconds', now()) where id = $1`, [
          link.id,
        ]),
    ],
    [
      'of somebody deactivated',
      ({ manager }) => app.call(world.people.admin, 'POST', `/users/${manager.id}/deactivate`),
    ],
    [
      'of somebody who is no longer assigned',
      ({ job }) =>
        app.call(world.people.manager, 'PUT', `/jobs/${job}/assignments`, {
          recruiters: [],
          hiringManagers: [world.people.client.id],
          agencies: [],
          version: 1,
        }),
    ],
    [
      'of a job that was taken away',
      ({ job }) => app.call(world.people.manager, 'DELETE', `/jobs/${job}`, {}),
    ],
    [
      'of somebody who is no client any more',
      ({ manager }) => app.sql(`update users set role = 'interviewer' where id = $1`, [manager.id]),
    ],
  ]
  it.each(ends)(
    'is gone the moment it is %s: one answer for all, and for what never was',
    async (_why, end) => {
      const shared = await share()
      const { ids, link } = shared
      const tag = (await read(link.token)).headers.get('etag')!
      await end(shared)
      const approve = [{ applicationId: ids['Ada Berg'], approve: true }]
      const [gone, polled, wrong, refused] = [
        await read(link.token),
        await read(link.token, { 'if-none-match': tag }),
        await read('A'.repeat(43)),
        await unchanged(() => decide(link.token, approve)),
      ]
      for (const answer of [gone, polled, wrong, refused]) {
        expect(answer.status).toBe(404)
        expect({ ...answer.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' })
      }
      const page = await openPage(app.url, null, `/shortlists/${link.token}`)
      const noPage = await openPage(app.url, null, `/shortlists/${'A'.repeat(43)}`)
      const plain = ({ html }: { html: string }) => html.replaceAll(/nonce="[^"]*"|[0-9a-f-]{36}/g, '')
      expect([page.status, noPage.status]).toEqual([404, 404])
      expect(plain(page)).toBe(plain(noPage))
    },
  )

  it('revoked while somebody decides lets through all or nothing, and nothing afterwards', async () => {
    for (let round = 0; round < 20; round++) {
      const { ids, link } = await share(['Ada Berg'])
      const [decided, revoked] = await Promise.all([
        decide(link.token, [{ applicationId: ids['Ada Berg'], approve: true }]),
        app.call(world.people.recruiter, 'DELETE', `/shortlist-links/${link.id}`),
      ])
      expect(revoked.status).toBe(204)
      const [row] = await app.sql('select stage from application where id = $1', [ids['Ada Berg']])
      const went = decided.status === 200 && decided.body.data[0].ok
      expect(row).toEqual({ stage: went ? 'interview' : 'screening' })
      expect((await read(link.token)).status).toBe(404)
    }
  })

  it('shows no name on a blind shortlist', async () => {
    const { link } = await share(['Ophelia Unmistakable'], { blind: true })
    const { body } = await read(link.token)
    expect(body.proposed[0].candidate.name).toMatch(/^Candidate /)
    const { html } = await openPage(app.url, null, `/shortlists/${link.token}`)
    expect(JSON.stringify(body) + html).not.toContain('Unmistakable')
  })

  it('takes no bad input', async () => {
    const { ids, link } = await share()
    const answers = await unchanged(async () => [
      await decide(link.token, []),
      await decide(link.token, [{ applicationId: ids['Ada Berg'], approve: true, by: 'somebody' }]),
      await app.call(null, 'POST', `/shared/shortlists/${link.token}/decide`, '{'),
    ])
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
  })

  it('writes its token into no audit, when an admin opens it', async () => {
    const { link } = await share()
    expect((await app.call(world.people.admin, 'GET', `/shared/shortlists/${link.token}`)).status).toBe(200)
    const noted = await app.sql(`select from audit where target like '%' || $1 || '%'`, [link.token])
    expect(noted).toEqual([])
  })

  it('is named in no line of the log', () => {
    for (let count = 0; count < 1_000; count++) {
      const token = randomBytes(32).toString('base64url')
      for (const path of [`/shortlists/${token}`, `/api/shared/shortlists/${token}/decide?x=1`])
        expect(plainPath(path)).not.toContain(token)
    }
  })

  it('is asked too often by nobody', async () => {
    const { link } = await share()
    const answers = await Promise.all(Array.from({ length: 310 }, () => read(link.token)))
    expect(answers.some(({ status }) => status === 429)).toBe(true)
  })
})
