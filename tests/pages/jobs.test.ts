import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

const idsOf = (html: string) =>
  [...html.matchAll(/class="row-link" href="\/jobs\/([^"]+)"/g)].map(([, id]) => id!)
const unescape = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')

describe('the public jobs', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  const open = (path: string, person: keyof typeof world.people | null = null) =>
    openPage(app.url, person && world.people[person], path)
  const make = async (fields: Record<string, unknown>, status = 'open') => {
    const id = await makeJob({
      company: world.employer,
      staffing: world.staffing,
      by: world.people.manager,
      status,
    })
    for (const [name, value] of Object.entries(fields))
      await app.sql(`update job_posting set ${name} = $2 where id = $1`, [id, value])
    return id
  }
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('lists open ones, whoever looks', async () => {
    const draft = await make({}, 'draft')
    const expired = await make({ deadline: new Date(Date.now() - 1_000) })
    for (const person of [null, 'candidate', 'recruiter', 'client'] as const) {
      const ids = idsOf((await open('/jobs', person)).html)
      expect(ids).toContain(world.job)
      expect(ids).not.toContain(draft)
      expect(ids).not.toContain(expired)
    }
  })

  it('finds by title, place, kind and remote, and keeps what was asked in the form', async () => {
    const id = await make({ title: 'Gardener of roses', location: 'Graz', type: 'part_time', remote: true })
    for (const query of [
      'title=roses',
      'location=graz',
      'type=part_time',
      'remote=true',
      'title=Garden&location=Graz&type=&remote=',
    ])
      expect(idsOf((await open(`/jobs?${query}`)).html), query).toEqual([id])
    const { html } = await open('/jobs?title=roses&location=nowhere&type=contract&utm_source=x')
    expect(idsOf(html)).toEqual([])
    expect(html).toContain('value="roses"')
    expect(html).toContain('value="contract" selected')
    expect(html).toContain('Nothing fits')
  })

  it('leads from page to page under the same filters, each job once', async () => {
    const made: string[] = []
    for (let n = 0; n < 30; n += 1) made.push(await make({ title: `Paged & sorted ${n}` }))
    const seen: string[] = []
    for (let path = `/jobs?title=${encodeURIComponent('Paged &')}`; path;) {
      const { html } = await open(path)
      seen.push(...idsOf(html))
      expect(html).toContain('value="Paged &amp;"')
      path = unescape(/href="([^"]+)" rel="next"/.exec(html)?.[1] ?? '')
    }
    expect(seen.toSorted()).toEqual(made.toSorted())
    expect((await open('/jobs?cursor=made-up')).status).toBe(400)
  })

  it('shows what is written in a job as text', async () => {
    const id = await make({
      title: '<script>alert(1)</script>',
      description: 'One\n<img src=x onerror=alert(1)>',
      skills: ['<b>'],
    })
    for (const path of ['/jobs', `/jobs/${id}`]) {
      const { html } = await open(path)
      expect(html).not.toMatch(/<script>alert|<img|<b>/)
    }
    expect((await open(`/jobs/${id}`)).html).toContain('One<br>&lt;img')
  })

  it('lets a candidate apply, and a stranger sign in first', async () => {
    const path = `/jobs/${world.job}`
    expect((await open(path, 'candidate')).html).toContain('id="apply-form"')
    const stranger = await open(path)
    expect(stranger.html).not.toContain('id="apply-form"')
    expect(unescape(stranger.html)).toContain(`href="/sign-in?next=${encodeURIComponent(path)}"`)
    expect((await open(path, 'recruiter')).html).not.toContain('id="apply-form"')
  })

  it('shows who applied the way to their application, and nobody else', async () => {
    const application = await makeApplication(world.job, world.people.candidate)
    const path = `/jobs/${world.job}`
    const mine = await open(path, 'candidate')
    expect(mine.html).toContain(`href="/applications/${application}"`)
    expect(mine.html).not.toContain('id="apply-form"')
    for (const person of [null, 'candidate2', 'recruiter'] as const)
      expect((await open(path, person)).html).not.toContain(application)
  })

  it('shows the way to the board to those who have one', async () => {
    const href = `href="/jobs/${world.job}/board"`
    for (const [person, has] of [
      ['recruiter', true],
      ['client', true],
      ['agency', true],
      ['otherClient', false],
      ['otherAgency', false],
      ['outsideManager', false],
      ['candidate', false],
    ] as const)
      expect((await open(`/jobs/${world.job}`, person)).html.includes(href), person).toBe(has)
  })

  it('says of a closed job that it is', async () => {
    const { status, html } = await open(`/jobs/${await make({}, 'closed')}`, 'candidate')
    expect(status).toBe(200)
    expect(html).toContain('takes no applications')
    expect(html).not.toContain('id="apply-form"')
    expect((await open(`/jobs/${await make({}, 'draft')}`)).status).toBe(404)
  })

  it('names the salary of a year, in its own currency', async () => {
    const words = async (min: number | null, max: number | null, currency: string) =>
      (await open(`/jobs/${await make({ salary_min: min, salary_max: max, salary_currency: currency })}`))
        .html
    expect(await words(5_200_000, 6_000_050, 'EUR')).toContain('€52,000 to €60,000.50 a year')
    expect(await words(null, 7_000_000, 'JPY')).toContain('up to ¥7,000,000 a year')
  })
})
