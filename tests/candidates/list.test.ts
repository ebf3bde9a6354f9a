import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { openPage } from '../support/open-page.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'
import { puttingForward } from '../submissions/put-forward.ts'

const secretPhone = '+4930901820'

describe('candidates', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let shown: Person
  let blind: Person
  let known: Person
  let unseen: Person
  let agreed: Person
  const { proposed, answer } = puttingForward(app, () => world)
  const named = async (name: string, profile: object) => {
    const person = await app.person('candidate', null, name)
    expect((await app.call(person, 'PUT', '/me/profile', profile)).status).toBe(200)
    return person
  }
  beforeAll(async () => {
    world = await makeWorld()
    const { employer: company, staffing, people } = world
    shown = await named('Ada Shown', { headline: 'Go engineer', skills: ['Go', 'SQL'], experienceYears: 7 })
    blind = await named('Bea Blind', { skills: ['Go'], location: 'Graz' })
    known = await named('Cleo Known', { headline: 'Baker', skills: ['bread'] })
    unseen = await named('Dora Unseen', { skills: ['Rust'] })
    agreed = await named('Edda Agreed', { headline: 'Welder', location: 'Linz' })
    await app.sql('update users set phone_number = $2 where id = $1', [shown.id, secretPhone])
    const hiding = await makeJob({ company, staffing, by: people.manager, blind: true })
    await makeApplication(world.job, shown, { stage: 'screening', shortlist: 'proposed' })
    await makeApplication(world.job, unseen, { stage: 'screening' })
    await makeApplication(hiding, blind, { stage: 'screening', shortlist: 'proposed' })
    await makeApplication(hiding, known, { stage: 'interview', shortlist: 'approved' })
    await answer(agreed, await proposed(people.agency, world.job, agreed), 'accept')
    await proposed(people.agency, world.job, people.candidate)
  })
  const list = async (person: Person, query = '?limit=100') => {
    const answer = await app.call(person, 'GET', `/candidates${query}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body as {
      data: { id: string; name: string }[]
      total: number
      page: { nextCursor: string }
    }
  }
  const names = async (person: Person, query?: string) =>
    (await list(person, query)).data.map(({ name }) => name)

  it('are all to staff, with how to reach those whom a job of theirs has brought', async () => {
    const { recruiter, outsideRecruiter, admin, candidate } = world.people
    for (const person of [recruiter, outsideRecruiter, admin])
      expect(await names(person)).toEqual([
        'Edda Agreed',
        'Dora Unseen',
        'Cleo Known',
        'Bea Blind',
        'Ada Shown',
        world.people.candidate2.name,
        candidate.name,
      ])
    expect((await app.call(recruiter, 'GET', `/candidates/${shown.id}`)).body).toEqual({
      id: shown.id,
      name: 'Ada Shown',
      email: shown.email,
      phone: secretPhone,
      noMail: null,
      headline: 'Go engineer',
      location: null,
      skills: ['Go', 'SQL'],
      experienceYears: 7,
    })
  })

  it('are reached by nobody whom no job has joined with them', async () => {
    const { recruiter, outsideRecruiter, admin, candidate, candidate2 } = world.people
    const one = async (person: Person, { id }: Person) =>
      (await app.call(person, 'GET', `/candidates/${id}`)).body
    expect(await one(admin, candidate2)).toMatchObject({ email: candidate2.email })
    for (const [reader, whom] of [
      [outsideRecruiter, shown],
      [recruiter, candidate2],
    ] as const) {
      expect(await one(reader, whom)).not.toHaveProperty('email')
      expect(await one(reader, whom)).not.toHaveProperty('phone')
      expect(await names(reader, `?q=${whom.email.slice(0, 14)}`)).toEqual([])
    }
    // Who was put forward for a job of theirs is asked by them.
    expect(await one(recruiter, candidate)).toMatchObject({ email: candidate.email })
    expect(JSON.stringify(await list(outsideRecruiter))).not.toMatch(/people\.example|4930901820/)
  })

  it('say to those who may reach them that mail does not, and why', async () => {
    const { recruiter, outsideRecruiter, client } = world.people
    await app.sql(
      `insert into suppression values ($1, 'outbound', 'bounce', 'MARKER of a mail server', '2026-10-05T10:00:00Z')`,
      [shown.email.toLowerCase()],
    )
    const one = async (person: Person) => (await app.call(person, 'GET', `/candidates/${shown.id}`)).body
    expect(await one(recruiter)).toMatchObject({ noMail: 'bounce' })
    for (const person of [outsideRecruiter, client]) expect(await one(person)).not.toHaveProperty('noMail')
    const [card] = await app.sql('select id from application where candidate_id = $1', [shown.id])
    const { html } = await openPage(app.url, recruiter, `/applications/${card!.id}`)
    expect(html).toContain('Mail to this address comes back, since 5 Oct 2026, 10:00 UTC')
    expect(html).not.toContain('MARKER')
    for (const person of [client, shown])
      expect((await openPage(app.url, person, `/applications/${card!.id}`)).html).not.toContain(
        'comes back, since',
      )
  })

  it('are to a client those it knows by name, and to an agency those who agreed', async () => {
    const { client, unassignedClient, otherClient, agency, otherAgency } = world.people
    for (const person of [client, unassignedClient])
      expect(await list(person)).toMatchObject({
        total: 2,
        data: [{ name: 'Cleo Known' }, { name: 'Ada Shown' }],
      })
    expect(await names(otherClient)).toEqual([])
    expect(await names(agency)).toEqual(['Edda Agreed'])
    expect(await names(otherAgency)).toEqual([])
    for (const person of [client, agency])
      for (const { id } of (await list(person)).data) {
        const one = (await app.call(person, 'GET', `/candidates/${id}`)).body
        expect(Object.keys(one).toSorted()).toEqual(['experienceYears', 'headline', 'id', 'name', 'skills'])
      }
  })

  it('are found by words and skills, never by what the reader may not read', async () => {
    const { recruiter, client, agency } = world.people
    expect(await names(recruiter, '?q=engineer')).toEqual(['Ada Shown'])
    expect(await names(recruiter, `?q=${shown.email.slice(0, 14)}`)).toEqual(['Ada Shown'])
    expect(await names(client, `?q=${shown.email.slice(0, 14)}`)).toEqual([])
    expect(await names(client, '?q=blind')).toEqual([])
    expect(await names(recruiter, '?skills=GO,bread')).toEqual(['Cleo Known', 'Bea Blind', 'Ada Shown'])
    expect(await list(client, '?skills=go')).toMatchObject({ total: 1, data: [{ name: 'Ada Shown' }] })
    expect(await names(agency, '?q=e&skills=go')).toEqual([])
    for (const q of ['%25', '_']) expect(await names(recruiter, `?q=${q}`), q).toEqual([])
    const first = await list(recruiter, '?limit=2&q=a')
    expect((await names(recruiter, `?cursor=${first.page.nextCursor}`)).at(0)).not.toBe(first.data[1]!.name)
    for (const query of ['?q=', '?limit=0', '?email=x', '?cursor=x', '?skills='])
      expect((await app.call(recruiter, 'GET', `/candidates${query}`)).status, query).toBe(400)
  })

  it('leave out who is deactivated, and whose address nobody has proven', async () => {
    const { recruiter } = world.people
    const gone = await app.person('candidate', null, 'Gone Girl')
    const unproven = await app.person('candidate', null, 'Una Unproven')
    await app.sql('update users set deactivated_at = now() where id = $1', [gone.id])
    await app.sql('update users set email_verified = false where id = $1', [unproven.id])
    for (const { id } of [gone, unproven, world.people.client])
      expect((await app.call(recruiter, 'GET', `/candidates/${id}`)).status).toBe(404)
  })

  it('are nobody’s whom they do not concern', async () => {
    const { client, agency, otherAgency, otherClient, candidate, interviewer } = world.people
    await expectHidden(app, { method: 'GET', path: `/candidates/${unseen.id}` }, [client, agency])
    await expectHidden(app, { method: 'GET', path: `/candidates/${blind.id}` }, [client])
    await expectHidden(app, { method: 'GET', path: `/candidates/${agreed.id}` }, [
      otherAgency,
      otherClient,
      client,
    ])
    for (const path of ['/candidates', `/candidates/${shown.id}`])
      await expectRefused(app, { method: 'GET', path }, [
        [candidate, 403],
        [interviewer, 403],
        [null, 401],
      ])
  })
})
