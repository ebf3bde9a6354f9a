import { beforeAll, describe, expect, it } from 'vitest'
import { DateTime } from 'luxon'
import { categoryNames } from '../../server/preferences/categories.ts'
import { unsubscribeLink } from '../../server/mail/unsubscribe-link.ts'
import { inRoom } from '../support/board-client.ts'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeWorld } from '../support/world.ts'

const usual = {
  zone: 'UTC',
  quietFrom: '21:00',
  quietTo: '08:00',
  digest: 'off',
  digestHour: 8,
  digestWeekday: 1,
  channels: {},
}

describe('what somebody wants to hear', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const read = async (person: Person) => (await app.call(person, 'GET', '/me/preferences')).body
  const save = (person: Person, changes: object = {}) =>
    app.call(person, 'PUT', '/me/preferences', { ...usual, ...changes })

  it('is everything, by day, to whoever chose nothing', async () => {
    const { recruiter } = world.people
    const body = await read(recruiter)
    expect(body).toMatchObject({
      zone: 'UTC',
      quietFrom: '21:00',
      quietTo: '08:00',
      digest: 'off',
      nextDigestAt: null,
      mutedJobs: [],
      fixed: ['security', 'invoices'],
      address: { email: recruiter.email, suppressed: [] },
    })
    for (const category of categoryNames)
      expect(body.channels[category]).toEqual({ inApp: true, mail: 'now' })
    expect((await app.call(null, 'GET', '/me/preferences')).status).toBe(401)
  })

  it('is what they chose, to them alone', async () => {
    const { recruiter, manager } = world.people
    const channels = { messages: { inApp: false, mail: 'now' }, jobs: { inApp: true, mail: 'off' } }
    const saved = await save(recruiter, { quietFrom: '22:30', quietTo: '06:15', channels })
    expect(saved.status).toBe(200)
    expect(saved.body).toMatchObject({ quietFrom: '22:30', quietTo: '06:15', channels })
    expect(await read(recruiter)).toEqual(saved.body)
    expect((await read(manager)).channels.messages).toEqual({ inApp: true, mail: 'now' })
    // What is left out is as it comes again.
    expect((await save(recruiter)).body.channels.messages).toEqual({ inApp: true, mail: 'now' })
  })

  it('is told to their other windows, whatever changed it, and to nobody else', async () => {
    const { recruiter, manager } = world.people
    const [own, other] = [
      await inRoom(app.url, recruiter, `user:${recruiter.id}`),
      await inRoom(app.url, manager, `user:${manager.id}`),
    ]
    const told = (count: number) => until(`${count} changes`, () => own.events.length === count)
    await save(recruiter, { quietFrom: '20:00' })
    await told(1)
    for (const method of ['PUT', 'PUT', 'DELETE', 'DELETE'])
      await app.call(recruiter, method, `/jobs/${world.job}/mute`)
    await told(3)
    const link = unsubscribeLink({ userId: recruiter.id, category: 'tips' })!.replace(testOrigin, app.url)
    await fetch(link, { method: 'POST' })
    await fetch(link, { method: 'POST' })
    await save(recruiter)
    await told(5)
    expect(new Set(own.events.map(({ type }) => type))).toEqual(new Set(['user.updated']))
    expect(other.events).toEqual([])
    own.close()
    other.close()
  })

  it('moves the zone of the person, who hears of it', async () => {
    const { recruiter2 } = world.people
    const before = (await app.call(recruiter2, 'GET', '/me')).body
    await save(recruiter2, { zone: 'Asia/Tokyo' })
    const after = (await app.call(recruiter2, 'GET', '/me')).body
    expect(after).toMatchObject({ zone: 'Asia/Tokyo', version: before.version + 1 })
    const events = await app.sql(`select from event where type = 'user.updated' and stream_id like $1`, [
      `user:${recruiter2.id}:%`,
    ])
    expect(events).toHaveLength(1)
    await save(recruiter2, { zone: 'Asia/Tokyo' })
    expect((await app.call(recruiter2, 'GET', '/me')).body.version).toBe(after.version)
  })

  it('has its digest at the hour of the zone, also after a move', async () => {
    const { client } = world.people
    const next = async () => DateTime.fromISO((await read(client)).nextDigestAt)
    await save(client, { zone: 'America/New_York', digest: 'daily', digestHour: 7 })
    expect((await next()).setZone('America/New_York').toFormat('HH:mm')).toBe('07:00')
    expect((await next()).diffNow('hours').hours).toBeLessThanOrEqual(24)
    await save(client, { zone: 'America/New_York', digest: 'weekly', digestHour: 17, digestWeekday: 5 })
    expect((await next()).setZone('America/New_York').toFormat('ccc HH:mm')).toBe('Fri 17:00')
    expect((await app.call(client, 'PATCH', '/me', { zone: 'Asia/Kathmandu' })).status).toBe(200)
    expect((await next()).setZone('Asia/Kathmandu').toFormat('ccc HH:mm')).toBe('Fri 17:00')
    await save(client, { digest: 'off' })
    expect((await read(client)).nextDigestAt).toBeNull()
  })

  it('refuses what cannot be, and changes nothing', async () => {
    const { candidate } = world.people
    const before = await read(candidate)
    const wrong: [object, string][] = [
      [{ channels: { security: { inApp: true, mail: 'off' } } }, '/channels/security'],
      [{ channels: { invoices: { inApp: false, mail: 'now' } } }, '/channels/invoices'],
      [{ channels: { gossip: { inApp: true, mail: 'now' } } }, '/channels/gossip'],
      [{ channels: { messages: { inApp: true, mail: 'sometimes' } } }, '/channels/messages/mail'],
      // The digest is made of what is in the app
      [{ channels: { messages: { inApp: false, mail: 'digest' } } }, '/channels/messages/mail'],
      [{ zone: 'Mars/Base' }, '/zone'],
      [{ zone: 'CET' }, '/zone'],
      [{ quietFrom: '24:00' }, '/quietFrom'],
      [{ quietTo: '8' }, '/quietTo'],
      [{ digestHour: 24 }, '/digestHour'],
      [{ digestWeekday: 0 }, '/digestWeekday'],
      [{ digest: 'hourly' }, '/digest'],
      [{ userId: candidate.id }, '/userId'],
    ]
    for (const [changes, pointer] of wrong) {
      const { status, body } = await save(candidate, { ...changes, quietFrom: '20:00', ...changes })
      expect([status, body.errors?.[0].pointer], JSON.stringify(changes)).toEqual([400, pointer])
    }
    expect(await read(candidate)).toEqual(before)
  })
})
