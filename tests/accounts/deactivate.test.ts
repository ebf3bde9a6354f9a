import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetLimits } from '../../server/accounts/limits.ts'
import { hirewire } from '../support/hirewire.ts'
import { inRoom } from '../support/board-client.ts'
import { until } from '../support/wait.ts'
import { makeWorld } from '../support/world.ts'
import { member, password } from './members.ts'

describe('deactivating and reactivating', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  beforeEach(() => resetLimits())
  const act = (person: { token: string } | null, verb: 'deactivate' | 'reactivate', id: string) =>
    app.call(person, 'POST', `/users/${id}/${verb}`)
  const signIn = (email: string) => app.call(null, 'POST', '/auth/sign-in/email', { email, password })

  it('shuts somebody out at once, and lets them in again', async () => {
    const { admin } = world.people
    const person = await member('recruiter', world.staffing)
    const { token: jwt } = (await app.call(person, 'GET', '/auth/token')).body
    const seat = await inRoom(app.url, person, `job:${world.job}`)

    const out = await act(admin, 'deactivate', person.id)
    expect(out.body).toMatchObject({ id: person.id, deactivatedAt: expect.any(String), version: 2 })
    await until('the seat is put out', () => seat.client.status() === 'ended')
    seat.close()
    for (const token of [person.token, jwt])
      expect((await app.call({ token }, 'GET', '/me')).status).toBe(401)
    expect((await signIn(person.email)).body.code).toBe('deactivated')
    expect((await act(admin, 'deactivate', person.id)).body).toEqual(out.body)

    const back = await act(admin, 'reactivate', person.id)
    expect(back.body).toMatchObject({ deactivatedAt: null, version: 3 })
    expect((await act(admin, 'reactivate', person.id)).body).toEqual(back.body)
    expect((await app.call(person, 'GET', '/me')).status).toBe(401)
    expect((await signIn(person.email)).status).toBe(200)
  })

  it('a manager does it to recruiters and interviewers of their own company', async () => {
    const { manager, client, outsideRecruiter, admin, candidate } = world.people
    for (const role of ['recruiter', 'interviewer'] as const) {
      const person = await member(role, world.staffing)
      expect((await act(manager, 'deactivate', person.id)).status).toBe(200)
      expect((await act(manager, 'reactivate', person.id)).status).toBe(200)
    }
    const peer = await member('manager', world.staffing)
    expect((await act(manager, 'deactivate', peer.id)).status).toBe(403)
    for (const { id } of [client, outsideRecruiter, admin, candidate])
      for (const verb of ['deactivate', 'reactivate'] as const)
        expect((await act(manager, verb, id)).status).toBe(404)
    expect(await app.sql('select id from users where deactivated_at is not null')).toEqual([])
  })

  it('nobody does it to themselves, nobody else does it at all', async () => {
    const { admin, manager, outsideManager, ...others } = world.people
    for (const person of [admin, manager])
      expect((await act(person, 'deactivate', person.id)).status).toBe(403)
    const target = await member('recruiter', world.staffing)
    for (const person of Object.values(others)) {
      expect((await act(person, 'deactivate', target.id)).status).toBe(403)
      expect((await act(person, 'deactivate', person.id)).status).toBe(403)
    }
    expect((await act(outsideManager, 'deactivate', target.id)).status).toBe(404)
    expect((await act(null, 'deactivate', target.id)).status).toBe(401)
    const smuggled = await app.call(admin, 'POST', `/users/${target.id}/deactivate`, { deactivatedAt: null })
    expect(smuggled.status).toBe(400)
    expect(await app.sql('select id from users where deactivated_at is not null')).toEqual([])
  })

  it('does not let a session in that outlived it', async () => {
    const person = await member('recruiter', world.staffing)
    const { token: jwt } = (await app.call(person, 'GET', '/auth/token')).body
    await app.sql('update users set deactivated_at = now() where id = $1', [person.id])
    for (const token of [person.token, jwt])
      expect((await app.call({ token }, 'GET', '/me')).status).toBe(401)
  })
})
