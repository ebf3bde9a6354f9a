import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import { makeParties, type Parties } from '../proposals/parties.ts'

describe('the page of a negotiation', () => {
  const app = hirewire()
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })

  it('says what it is while there is nothing on the table, and who begins', async () => {
    const path = `/jobs/${await world.job()}/negotiation`
    const { recruiter, client, unassignedClient } = world.people
    for (const person of [recruiter, client]) {
      const { status, html } = await openPage(app.url, person, path)
      expect(status).toBe(200)
      expect(html).toContain('Nothing is on the table')
      expect(html).toContain('data-proposal-act="make"')
      expect(html).toContain('Nothing binds yet')
    }
    const { html } = await openPage(app.url, unassignedClient, path)
    expect(html).toContain('Terms are proposed by the recruiters')
    expect(html).not.toContain('data-proposal-act')
  })

  it('offers each side what is its to do, and the manager the review', async () => {
    const { recruiter, client, manager, unassignedClient } = world.people
    const job = await world.job()
    const id = await world.propose(recruiter, job)
    const acts = async (person: typeof recruiter) => {
      const { html } = await openPage(app.url, person, `/jobs/${job}/negotiation`)
      return [...html.matchAll(/data-proposal-act="(\w+)"/g)].map(([, act]) => act)
    }
    expect(await acts(recruiter)).toEqual(['withdraw'])
    expect(await acts(client)).toEqual(['accept', 'counter', 'decline'])
    expect(await acts(unassignedClient)).toEqual([])
    await world.act(client, id, 'accept')
    expect(await acts(recruiter)).toEqual([])
    expect(await acts(client)).toEqual([])
    expect(await acts(manager)).toEqual(['approve', 'return'])
    await world.act(manager, id, 'approve')
    expect(await acts(manager)).toEqual(['make'])
  })

  it('is nothing to whom it does not concern', async () => {
    const { people } = world
    const path = `/jobs/${await world.job()}/negotiation`
    for (const person of [
      people.otherClient,
      people.outsideManager,
      people.agency,
      people.interviewer,
      people.candidate,
    ])
      expect((await openPage(app.url, person, path)).status, person.role).toBe(404)
    expect((await openPage(app.url, null, path)).status).toBe(303)
  })
})
