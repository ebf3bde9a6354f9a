import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import type { Person } from '../support/people.ts'
import { makeWorld } from '../support/world.ts'
import { puttingForward, secretNote } from '../submissions/put-forward.ts'

describe('the pages of who was put forward', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let here: string
  const { job, proposed, answer } = puttingForward(app, () => world)
  beforeAll(async () => {
    world = await makeWorld()
    here = await job()
  })
  const open = async (person: Person | null, path: string) => openPage(app.url, person, path)

  it('say what to do where there is nobody yet', async () => {
    const { agency, recruiter, candidate } = world.people
    for (const person of [agency, recruiter])
      expect((await open(person, `/jobs/${here}/put-forward`)).html).toMatch(
        /<div class="empty">\s*<h2>Nobody yet/,
      )
    const home = (await open(agency, '/boards')).html
    expect(home).toContain('Put forward by your agency')
    expect(home).toContain(`href="/jobs/${here}/put-forward"`)
    expect((await open(recruiter, '/boards')).html).not.toContain('Put forward by your agency')
    expect((await open(candidate, '/my-applications')).html).not.toContain('You have been put forward')
  })

  it('show to each what is theirs to know', async () => {
    const { agency, otherAgency, recruiter, client, candidate, candidate2 } = world.people
    const mine = await proposed(agency, here, candidate)
    await proposed(otherAgency, here, candidate2)
    const page = `/jobs/${here}/put-forward`
    const [agencys, staffs] = [await open(agency, page), await open(recruiter, page)]
    expect(agencys.html).toContain(candidate.email)
    expect(agencys.html).not.toContain(candidate2.email)
    expect(agencys.html).not.toContain(candidate.id)
    expect(agencys.html).not.toContain('id="search"')
    for (const shown of [candidate.email, candidate2.email, secretNote, 'id="search"'])
      expect(staffs.html).toContain(shown)
    // What an agency made is its own to take back
    expect(agencys.html.match(/data-withdraw=/g)).toHaveLength(1)
    expect(staffs.html).not.toContain('data-withdraw=')

    const waiting = async (person: Person) =>
      /id="put-forward"[\s\S]*?<span data-part="waiting"( hidden)?>.*?<strong[^>]*>(\d+)</.exec(
        (await open(person, `/jobs/${here}/board`)).html,
      )?.[2]
    expect([await waiting(recruiter), await waiting(agency), await waiting(client)]).toEqual([
      '2',
      '1',
      undefined,
    ])

    const own = (await open(candidate, '/my-applications')).html
    const { consentText } = (await app.call(candidate, 'GET', `/submissions/${mine}`)).body
    expect(own).toContain('You have been put forward')
    expect(own).toContain(`>${consentText}<`)
    expect(own).not.toContain(secretNote)
    await answer(candidate, mine, 'accept')
    const home = (await open(agency, '/boards')).html
    expect(home).toContain('data-stage="received"')
    expect((await open(candidate, '/my-applications')).html).not.toContain('You have been put forward')
  })

  it('take nobody for a job that is closed', async () => {
    const closed = await job({ status: 'closed' })
    const { html } = await open(world.people.agency, `/jobs/${closed}/put-forward`)
    expect(html).not.toContain('id="put-forward-form"')
    expect(html).toContain('takes no applications now')
  })

  it('are nothing to whom they do not concern', async () => {
    const { client, candidate, interviewer, outsideRecruiter } = world.people
    const former = await app.person('agency', world.staffing)
    for (const person of [client, candidate, interviewer, outsideRecruiter, former])
      expect((await open(person, `/jobs/${here}/put-forward`)).status, person.role).toBe(404)
    expect((await open(null, `/jobs/${here}/put-forward`)).status).toBe(303)
  })
})
