import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeApplication, makeWorld } from '../support/world.ts'
import { member, stateOf } from './members.ts'

describe('deleting a person', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const remove = (person: { token: string } | null, id: string) => app.call(person, 'DELETE', `/users/${id}`)

  it('leaves nothing of somebody to whom nothing refers', async () => {
    const person = await member()
    const { body: chosen } = await app.call(person, 'GET', '/me/preferences')
    const { nextDigestAt: _next, fixed: _fixed, mutedJobs: _muted, address: _address, ...choices } = chosen
    const channels = { ...choices.channels, tips: { inApp: false, mail: 'off' } }
    expect((await app.call(person, 'PUT', '/me/preferences', { ...choices, channels })).status).toBe(200)
    await app.call(person, 'PUT', `/jobs/${world.job}/mute`)
    expect(await remove(world.people.admin, person.id)).toMatchObject({ status: 204, body: '' })
    expect(await stateOf(person.email)).toBeUndefined()
    for (const table of ['session', 'account', 'candidate_profile', 'preference', 'channel', 'muted_job'])
      expect(await app.sql(`select 1 from ${table} where user_id = $1`, [person.id])).toEqual([])
    expect((await app.call(person, 'GET', '/me')).status).toBe(401)
    expect((await remove(world.people.admin, person.id)).status).toBe(404)
  })

  it('is refused while something refers to them, with advice', async () => {
    const { admin, manager } = world.people
    const applied = await member()
    await makeApplication(world.job, applied)
    const assigned = await member('recruiter', world.staffing)
    await assign(world.job, 'recruiter', { user: assigned }, manager)
    const audited = await member('admin')
    await app.call(audited, 'GET', '/users')
    for (const person of [applied, assigned, audited]) {
      const answer = await remove(admin, person.id)
      expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } })
      expect(answer.body.detail).toContain('deactivate')
      expect(await stateOf(person.email)).toMatchObject({ id: person.id })
      expect((await app.call(person, 'GET', '/me')).status).toBe(200)
    }
  })

  it('nobody else deletes anybody, and nobody themselves', async () => {
    const { admin, ...others } = world.people
    const target = await member()
    for (const person of Object.values(others)) {
      expect((await remove(person, target.id)).status).toBe(403)
      expect((await remove(person, person.id)).status).toBe(403)
    }
    expect((await remove(admin, admin.id)).status).toBe(403)
    expect((await remove(null, target.id)).status).toBe(401)
    expect(await stateOf(target.email)).toBeDefined()
  })
})
