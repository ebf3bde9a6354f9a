import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import { makeParties, offer, terms, type Parties } from './parties.ts'

/** What is said between two sides, by whom it may be read. Numbers that nothing else in this world has. */
const secrets = {
  fee: { amount: 7_310_913, currency: 'EUR' },
  words: 'MARKER-NEGOTIATION',
  salary: 6_419_917,
  note: 'MARKER-OFFER',
  returned: 'MARKER-RETURNED',
}
const ofTerms = /7310913|73,109|MARKER-NEGOTIATION|MARKER-RETURNED/
const ofOffer = /6419917|64,199|MARKER-OFFER/

describe('terms and offers', () => {
  const app = hirewire()
  let world: Parties
  let job: string
  let application: string
  let candidate: Awaited<ReturnType<Parties['application']>>['candidate']
  let proposals: string[]

  beforeAll(async () => {
    world = await makeParties(app)
    const { recruiter, manager, client } = world.people
    job = await world.job()
    const first = await world.propose(recruiter, job, {
      terms: terms({ fee: secrets.fee }),
      text: secrets.words,
    })
    await world.act(client, first, 'accept')
    await world.act(manager, first, 'return', { reason: secrets.returned })
    const second = await world.propose(manager, job, { terms: terms({ fee: secrets.fee }) })
    await world.act(client, second, 'accept')
    ;({ id: application, candidate } = await world.application(job, { stage: 'offer', agency: world.agency }))
    const offered = await world.offerTo(application, {
      terms: offer(secrets.salary, { note: secrets.note }),
      text: secrets.note,
    })
    proposals = [first, second, offered]
  })

  it('go into the log of those alone who may read them', async () => {
    const rows = await app.sql<{ stream_id: string; data: object }>('select stream_id, data from event')
    const heard = (pattern: RegExp) =>
      new Set(
        rows
          .filter(({ data }) => pattern.test(JSON.stringify(data)))
          .map(({ stream_id }) => stream_id.replace(/:[0-9a-f-]{36}/g, '')),
      )
    expect(heard(ofTerms)).toEqual(new Set(['job:staff', 'job:client']))
    expect(heard(/MARKER-RETURNED/)).toEqual(new Set(['job:staff']))
    expect(heard(ofOffer)).toEqual(new Set(['application:staff', 'application:candidate']))
  })

  it('are answered to nobody else, whatever is asked for', async () => {
    const { people } = world
    const paths = [
      `/jobs/${job}`,
      `/jobs/${job}/board`,
      `/jobs/${job}/terms`,
      `/jobs/${job}/threads`,
      `/jobs/${job}/applications`,
      `/applications/${application}`,
      `/applications/${application}/threads`,
      `/applications/${application}/history`,
      '/placements',
      ...proposals.flatMap(id => [`/proposals/${id}`, `/proposals/${id}/accept`]),
    ]
    const outsiders = [
      people.agency,
      people.otherAgency,
      people.interviewer,
      people.otherClient,
      people.outsideManager,
      people.candidate,
    ]
    for (const path of paths) {
      for (const person of [...outsiders, candidate, null])
        expect(JSON.stringify((await app.call(person, 'GET', path)).body), path).not.toMatch(ofTerms)
      for (const person of [...outsiders, people.client, null])
        expect(JSON.stringify((await app.call(person, 'GET', path)).body), path).not.toMatch(ofOffer)
    }
  })

  it('stand on no page of anybody else', async () => {
    const { people } = world
    for (const path of [`/jobs/${job}/negotiation`, `/jobs/${job}/board`, `/applications/${application}`]) {
      for (const person of [people.agency, people.interviewer, people.otherClient, candidate])
        expect((await openPage(app.url, person, path)).html, path).not.toMatch(ofTerms)
      for (const person of [people.agency, people.interviewer, people.client, people.candidate])
        expect((await openPage(app.url, person, path)).html, path).not.toMatch(ofOffer)
    }
    const negotiation = await openPage(app.url, people.client, `/jobs/${job}/negotiation`)
    expect(negotiation.html).toContain('€73,109.13')
    expect(negotiation.html).not.toContain(secrets.returned)
  })
})
