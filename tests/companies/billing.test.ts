import { beforeAll, describe, expect, it } from 'vitest'
import { isIban } from '../../server/companies/iban.ts'
import { ibanText } from '../../templates/web/words.ts'
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
import { makeCompany, makeWorld } from '../support/world.ts'

const account = { iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' }
const details = {
  zone: 'Europe/Warsaw',
  address: 'ul. Piotrkowska 12\n90-001 Łódź',
  taxId: 'PL7251234567',
  taxBasisPoints: 2_300,
  taxNote: null,
  billingEmail: null,
  contactIds: [] as string[],
  version: 1,
}

describe('billing details of a company', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const path = (id: string) => `/companies/${id}/billing`
  /** By somebody who has seen what is there. */
  const put = async (person: Person, id: string, body: object) => {
    const [row] = await app.sql<{ version: number }>(
      'select billing_version as version from company where id = $1',
      [id],
    )
    return app.call(person, 'PUT', path(id), { ...body, ...row })
  }
  const read = (person: Person, id: string) => app.call(person, 'GET', path(id))

  it('are empty at first, and then what was said', async () => {
    const { manager, recruiter } = world.people
    expect((await read(manager, world.staffing)).body).toEqual({
      version: 1,
      zone: 'UTC',
      address: null,
      taxId: null,
      iban: null,
      bic: null,
      taxBasisPoints: 0,
      taxNote: null,
      billingEmail: null,
      contacts: [],
    })
    const { contactIds: _none, ...fields } = details
    const said = { ...fields, ...account, contacts: [] }
    const typed = {
      iban: 'de89 3704 0044 0532 0130 00',
      bic: 'cobadeffxxx',
      billingEmail: 'Pay@Firm.example',
    }
    const answer = await put(manager, world.staffing, { ...details, ...typed })
    expect(answer.body).toEqual({ ...said, billingEmail: 'pay@firm.example', version: 2 })
    expect(answer.headers.get('etag')).toBe('"2"')
    expect((await read(recruiter, world.staffing)).body).toEqual(answer.body)
    const emptied = await put(manager, world.staffing, { ...details, address: null, taxId: null, bic: null })
    expect(emptied.body).toEqual({ ...said, address: null, taxId: null, bic: null, version: 3 })
  })

  it('are saved by one of two who saw the same: the other is shown what is there now', async () => {
    const { manager } = world.people
    const employer = await makeCompany('employer', world.staffing)
    const owner = await app.person('client', employer)
    const save = (person: Person, more: object) =>
      app.call(person, 'PUT', path(employer), { ...details, ...more })
    const answers = await Promise.all([
      save(owner, { taxId: 'ONE', ...account }),
      save(manager, { taxId: 'OTHER' }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const saved = answers.find(({ status }) => status === 200)!.body
    const refused = answers.find(({ status }) => status === 409)!.body
    expect(refused).toMatchObject({ code: 'stale', current: { version: 2, taxId: saved.taxId } })

    // An account is nobody else's to read, in a refusal neither.
    await save(owner, { taxId: 'MINE', ...account, version: 2 })
    const stale = await unchanged(() => save(manager, { taxId: 'THEIRS', version: 2 }))
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { taxId: 'MINE', version: 3 } },
    })
    expect(JSON.stringify(stale.body)).not.toContain(account.iban)
    // Sent again after a lost answer: it is as it was to be.
    const again = await unchanged(() => save(owner, { taxId: 'MINE', ...account, version: 2 }))
    expect(again).toMatchObject({ status: 200, body: { version: 3 } })
  })

  it('name the version by If-Match as well', async () => {
    const { client } = world.people
    const { body } = await read(client, world.employer)
    const { version: _none, ...unnamed } = { ...details, taxId: 'BY HEADER' }
    const ask = (headers: Record<string, string>) =>
      fetch(`${app.url}/api${path(world.employer)}`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${client.token}`,
          'content-type': 'application/json',
          ...headers,
        },
        body: JSON.stringify(unnamed),
      })
    expect((await ask({})).status).toBe(400)
    expect((await ask({ 'if-match': '"999"' })).status).toBe(409)
    expect((await ask({ 'if-match': `"${body.version}"` })).status).toBe(200)
  })

  it('name those who are sent its invoices, as long as they are active client users', async () => {
    const { client, unassignedClient, recruiter } = world.people
    const contactIds = [unassignedClient.id, client.id, client.id]
    const { body } = await put(recruiter, world.employer, { ...details, contactIds })
    expect(body.contacts.map(({ id }: Person) => id).toSorted()).toEqual(
      [client.id, unassignedClient.id].toSorted(),
    )
    const leaver = await app.person('client', world.employer)
    await put(client, world.employer, { ...details, contactIds: [leaver.id] })
    await app.sql('update users set deactivated_at = now() where id = $1', [leaver.id])
    expect((await read(client, world.employer)).body.contacts).toEqual([])
    await expectFieldsRefused(app, client, { method: 'PUT', path: path(world.employer), body: details }, [
      ['/contactIds/0', { contactIds: [leaver.id] }],
      ['/contactIds/1', { contactIds: [client.id, world.people.otherClient.id] }],
      ['/contactIds/0', { contactIds: [world.people.candidate.id] }],
    ])
  })

  it('show where a company is paid to the company itself, whose alone it is to say', async () => {
    const { client, manager, recruiter, admin } = world.people
    await put(client, world.employer, { ...details, ...account })
    expect((await read(client, world.employer)).body).toMatchObject(account)
    expect((await read(admin, world.employer)).body).toMatchObject(account)
    for (const staff of [manager, recruiter]) {
      const seen = await put(staff, world.employer, details)
      expect(seen.status).toBe(200)
      for (const answer of [seen, await read(staff, world.employer)])
        expect(JSON.stringify(answer.body)).not.toContain(account.iban)
      const { html } = await openPage(app.url, staff, `/companies/${world.employer}/billing`)
      expect(html).toContain(details.taxId)
      expect(html.replaceAll(' ', '')).not.toContain(account.iban)
    }
    await expectRefused(
      app,
      { method: 'PUT', path: path(world.employer), body: { ...details, iban: null } },
      [[manager, 403]],
    )
    expect((await read(client, world.employer)).body).toMatchObject(account)
  })

  it('are its own and those of whoever serves it', async () => {
    const { people, staffing, employer, agency } = world
    const request = { method: 'PUT', path: path(staffing), body: details } as const
    await expectRefused(app, request, [
      [people.recruiter, 403],
      [people.interviewer, 403],
      [people.agency, 403],
      [people.candidate, 403],
      [people.client, 404],
      [people.outsideManager, 404],
      [null, 401],
    ])
    const strangers = [people.outsideManager, people.outsideRecruiter, people.otherClient]
    await expectHidden(app, { method: 'GET', path: path(employer) }, strangers)
    await expectHidden(app, { method: 'PUT', path: path(employer), body: details }, strangers)
    await expectHidden(app, { method: 'GET', path: path(staffing) }, [people.client])
    await expectHidden(app, { method: 'GET', path: path(agency) }, [people.manager])
    const foreign = await makeCompany('employer', world.otherStaffing)
    await expectHidden(app, { method: 'GET', path: path(foreign) }, [people.manager, people.client])
  })

  it('take no bad input', async () => {
    const { manager } = world.people
    const request = { method: 'PUT', path: path(world.staffing), body: details } as const
    await expectBadInputRefused(app, manager, request)
    await expectFieldsRefused(app, manager, request, [
      ['/zone', { zone: 'Mars/Olympus' }],
      ['/zone', { zone: 'SystemV/AST4' }],
      ['/zone', { zone: 'CET' }],
      ['/zone', { zone: '+02:00' }],
      ['/address', { address: 'x'.repeat(401) }],
      ['/address', { address: 'a\n'.repeat(8) + 'a' }],
      ['/iban', { iban: 'DE89370400440532013001' }],
      ['/iban', { iban: '370400440532013000' }],
      ['/bic', { bic: 'COBA' }],
      ['/taxBasisPoints', { taxBasisPoints: 10_001 }],
      ['/taxBasisPoints', { taxBasisPoints: 19.5 }],
      ['/taxNote', { taxNote: ' ' }],
      ['/billingEmail', { billingEmail: 'nobody' }],
      ['/contactIds/0', { contactIds: ['x'] }],
      ['/taxId', { taxId: undefined }],
      ['/version', { version: undefined }],
      ['/version', { version: 0 }],
    ])
  })

  it('know a zone by its full name only, as people’s own do', async () => {
    const { client } = world.people
    for (const zone of ['Europe/Berlin', 'europe/berlin', 'UTC', 'America/Argentina/Buenos_Aires'])
      expect((await put(client, world.employer, { ...details, zone })).body.zone).toBe(zone)
    await expectFieldsRefused(app, client, { method: 'PATCH', path: '/me' }, [
      ['/zone', { zone: 'SystemV/AST4' }],
      ['/zone', { zone: 'EST' }],
    ])
  })
})

describe('an IBAN', () => {
  it('is one if its check digits are right', () => {
    for (const iban of ['GB82WEST12345698765432', 'NO9386011117947', 'MT84MALT011000012345MTLCAST001S'])
      expect(isIban(iban), iban).toBe(true)
    for (const iban of ['GB82WEST12345698765423', 'NO9386011117948', 'gb82west12345698765432', 'GB82', ''])
      expect(isIban(iban), iban).toBe(false)
    expect(ibanText('NO9386011117947')).toBe('NO93 8601 1117 947')
    expect(ibanText('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00')
  })
})
