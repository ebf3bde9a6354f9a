import { beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../server/time.ts'
import { now } from '../../server/clock.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import type { Person } from '../support/people.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeBilled, seller, type Billed } from './billed.ts'

describe('a dispute', () => {
  const app = hirewire()
  let world: Billed
  beforeAll(async () => {
    world = await makeBilled(app)
  })
  const reason = 'We agreed on less.'
  const dispute = (id: string, more: object = {}, person = world.people.client) =>
    world.post(person, `/invoices/${id}/dispute`, { reason, ...more })
  const resolve = (id: string, more: object = {}, person = world.people.manager) =>
    world.post(person, `/invoices/${id}/resolve`, more)

  it('is the client’s, and ended by either side', async () => {
    const { people } = world
    const { id, version } = await world.issued()
    const disputed = await dispute(id, { version })
    expect(disputed).toMatchObject({
      status: 200,
      body: { status: 'issued', dispute: { reason, by: 'Clara Client' }, version: version + 1 },
    })
    const again = await unchanged(() => dispute(id))
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await unchanged(() => resolve(id, { version }))).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { version: version + 1 } },
    })
    expect((await resolve(id)).body).toMatchObject({ dispute: null })
    expect(await unchanged(() => resolve(id))).toMatchObject({ status: 409, body: { code: 'conflict' } })
    await dispute(id, {}, people.unassignedClient)
    expect((await resolve(id, {}, people.client)).body).toMatchObject({ dispute: null })
  })

  it('stays on record: who disputed it when and why, who settled it when and how', async () => {
    const { people } = world
    const { id } = await world.issued()
    await dispute(id)
    const resolution = 'It was as agreed.'
    await resolve(id, { resolution })
    await dispute(id, { reason: 'And the tax?' }, people.unassignedClient)
    const open = {
      at: expect.any(String),
      by: people.unassignedClient.name,
      reason: 'And the tax?',
      resolvedAt: null,
      resolvedBy: null,
      resolution: null,
    }
    const first = {
      at: expect.any(String),
      by: 'Clara Client',
      reason,
      resolvedAt: expect.any(String),
      resolution,
    }
    const read = async (person: Person) => (await app.call(person, 'GET', `/invoices/${id}`)).body.disputes
    expect(await read(people.manager)).toEqual([{ ...first, resolvedBy: 'Mona Manager' }, open])
    expect(await read(people.client)).toEqual([{ ...first, resolvedBy: null }, open])
    const { body } = await resolve(id, {}, people.client)
    expect(body.disputes[1]).toMatchObject({ resolvedBy: 'Clara Client', resolution: null })

    await app.sql('delete from event')
    const shown = [reason, resolution, 'The dispute was settled', 'And the tax?', 'Clara Client']
    for (const person of [people.manager, people.client]) {
      const { html } = await openPage(app.url, person, `/invoices/${id}`)
      for (const words of shown) expect(html).toContain(words)
      expect(html.slice(html.indexOf('<main')).includes('Mona')).toBe(person === people.manager)
    }
    for (const text of [
      `update invoice_dispute set reason = 'Nothing.' where invoice_id = $1`,
      'delete from invoice_dispute where invoice_id = $1',
    ])
      await expect(app.sql(text, [id]), text).rejects.toMatchObject({ code: '23001' })
  })

  it('of two at once is one, and is settled once', async () => {
    const { people } = world
    const { id } = await world.issued()
    const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).toSorted()
    expect(statuses(await Promise.all([dispute(id), dispute(id, {}, people.unassignedClient)]))).toEqual([
      200, 409,
    ])
    expect(statuses(await Promise.all([resolve(id), resolve(id, {}, people.client)]))).toEqual([200, 409])
  })

  it('is of what is still to be paid', async () => {
    const { id, gross } = await world.issued()
    const paidOn = localDate(now(), seller.zone)
    await world.post(world.people.manager, `/invoices/${id}/payments`, { amount: gross, paidOn })
    expect(await unchanged(() => dispute(id))).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  it('is nobody else’s, and of no bad input', async () => {
    const { people } = world
    const { id } = await world.issued()
    const path = `/invoices/${id}`
    const disputing = { method: 'POST' as const, path: `${path}/dispute`, body: { reason } }
    const resolving = { method: 'POST' as const, path: `${path}/resolve`, body: {} }
    const others = [people.recruiter, people.admin, people.agency, people.candidate, people.interviewer]
    await expectRefused(app, disputing, [
      [people.manager, 403],
      ...others.map(person => [person, 403] as [typeof person, number]),
      [null, 401],
    ])
    await expectRefused(app, resolving, [
      ...others.map(person => [person, 403] as [typeof person, number]),
      [null, 401],
    ])
    await expectHidden(app, disputing, [people.otherClient])
    await expectHidden(app, resolving, [people.otherClient, people.outsideManager])
    await expectBadInputRefused(app, people.client, disputing)
    await expectFieldsRefused(app, people.client, disputing, [
      ['/reason', { reason: ' ' }],
      ['/reason', { reason: 'x'.repeat(2_001) }],
      ['/version', { version: 'x' }],
    ])
    await expectBadInputRefused(app, people.client, resolving)
    await expectFieldsRefused(app, people.client, resolving, [
      ['/resolution', { resolution: ' ' }],
      ['/resolution', { resolution: 'x'.repeat(2_001) }],
    ])
  })
})
