import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { makeBoard } from '../support/board-world.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { makeWorld } from '../support/world.ts'

describe('links to a shortlist', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let job: string
  beforeAll(async () => {
    world = await makeWorld()
    job = (await makeBoard(world, { Ada: { stage: 'screening', shortlist: 'proposed' } })).job
  })
  const make = (body: object = {}, headers = {}) =>
    app.call(
      world.people.recruiter,
      'POST',
      `/jobs/${job}/shortlist-links`,
      { forId: world.people.client.id, ...body },
      headers,
    )
  const list = async () =>
    (await app.call(world.people.recruiter, 'GET', `/jobs/${job}/shortlist-links`)).body.data

  it('are made for an assigned hiring manager, for seven days unless told, and told once', async () => {
    const { status, body } = await make()
    expect(status).toBe(201)
    expect(body).toMatchObject({
      for: { name: 'Clara Client' },
      createdBy: { name: 'Rita Recruiter' },
      revokedAt: null,
      lastViewedAt: null,
      views: 0,
      url: `${testOrigin}/shortlists/${body.token}`,
    })
    expect(Buffer.from(body.token, 'base64url')).toHaveLength(32)
    const days = (until: string, from: string) => (Date.parse(until) - Date.parse(from)) / 86_400_000
    expect(days(body.expiresAt, body.createdAt)).toBe(7)
    const longer = (await make({ days: 30 })).body
    expect(days(longer.expiresAt, longer.createdAt)).toBe(30)
    const [first] = await list()
    expect(first.id).toBe(longer.id)
    expect(JSON.stringify(await list())).not.toContain(longer.token)
  })

  it('are kept without their token, in whatever table', async () => {
    const headers = { 'Idempotency-Key': newId() }
    const { body } = await make({}, headers)
    const again = await make({}, headers)
    expect(again).toMatchObject({ status: 201, body: { id: body.id, token: null, url: null } })
    const tables = await app.sql<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema in ('public', 'pgboss')`,
    )
    for (const { name } of tables) {
      const found = await app.sql(`select from ${name} t where t::text like $1 limit 1`, [`%${body.token}%`])
      expect(found, name).toEqual([])
    }
  })

  it('end when they are revoked', async () => {
    const { body } = await make()
    const remove = () => app.call(world.people.manager, 'DELETE', `/shortlist-links/${body.id}`)
    expect((await remove()).status).toBe(204)
    const at = (await list()).find(({ id }: { id: string }) => id === body.id).revokedAt
    expect(at).not.toBeNull()
    expect((await remove()).status).toBe(204)
    expect((await list()).find(({ id }: { id: string }) => id === body.id).revokedAt).toBe(at)
  })

  it('are the staff’s alone, and of no bad input', async () => {
    const { people } = world
    const path = `/jobs/${job}/shortlist-links`
    const body = { forId: people.client.id }
    const link = (await make()).body.id
    const refused = [
      [people.client, 403],
      [people.agency, 403],
      [people.candidate, 403],
      [people.interviewer, 403],
      [null, 401],
    ] as [typeof people.client | null, number][]
    for (const request of [
      { method: 'POST', path, body },
      { method: 'GET', path },
      { method: 'DELETE', path: `/shortlist-links/${link}` },
    ] as const) {
      await expectRefused(app, request, refused)
      await expectHidden(app, request, [people.outsideRecruiter, people.outsideManager])
    }
    await expectBadInputRefused(app, people.recruiter, { method: 'POST', path, body })
    await expectFieldsRefused(app, people.recruiter, { method: 'POST', path, body }, [
      ['/forId', { forId: people.unassignedClient.id }],
      ['/forId', { forId: people.recruiter.id }],
      ['/forId', { forId: newId() }],
      ['/forId', { forId: undefined }],
      ['/days', { days: 0 }],
      ['/days', { days: 31 }],
      ['/days', { days: 1.5 }],
    ])
  })
})
