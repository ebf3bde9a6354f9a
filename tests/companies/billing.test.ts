import { beforeAll, describe, expect, it } from 'vitest'
import { isIban } from '../../server/companies/iban.ts'
import { ibanText } from '../../server/companies/presenter.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
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
}

describe('billing details of a company', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const path = (id: string) => `/companies/${id}/billing`
  const put = (person: Person, id: string, body: object) => app.call(person, 'PUT', path(id), body)
  const read = (person: Person, id: string) => app.call(person, 'GET', path(id))

  it('are empty at first, and then what was said', async () => {
    const { manager, recruiter } = world.people
    expect((await read(manager, world.staffing)).body).toEqual({
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
    expect(answer.body).toEqual({ ...said, billingEmail: 'pay@firm.example' })
    expect((await read(recruiter, world.staffing)).body).toEqual(answer.body)
    const emptied = await put(manager, world.staffing, { ...details, address: null, taxId: null, bic: null })
    expect(emptied.body).toEqual({ ...said, address: null, taxId: null, bic: null })
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
