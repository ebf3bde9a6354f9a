import { beforeAll, describe, expect, it } from 'vitest'
import { inRoom } from '../support/board-client.ts'
import { makeBoard } from '../support/board-world.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { graceOver, keepAwake } from '../support/waiting-mails.ts'
import { makeWorld } from '../support/world.ts'

/** What names somebody, tells their age or their employers, each like nothing else in the product. */
const markers = {
  name: 'Zyx-Marker-Name',
  email: 'zyx-marker-mail',
  phone: '+4915199988877',
  picture: 'zyx-marker-picture',
  headline: 'Zyx-Marker-Employer',
  location: 'Zyx-Marker-Town',
  letter: 'Zyx-Marker-Letter',
  agency: 'Zyx-Marker-Agency',
  years: '37',
}
const years = (text: string) =>
  new RegExp(`experienceYears":${markers.years}\\b|\\b${markers.years} y`).test(text)

describe('a blind shortlist', () => {
  const app = hirewire({ worker: true })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    await keepAwake(app.sql)
    world = await makeWorld()
    await app.sql('update company set name = $2 where id = $1', [world.agency, markers.agency])
  })
  const put = async (standing: object = { stage: 'screening' }, { blind = true } = {}) => {
    const board = await makeBoard(
      world,
      { [markers.name]: { agency: true, stage: 'screening', ...standing } },
      { blind },
    )
    const candidate = board.candidates[markers.name]!
    const id = board.ids[markers.name]!
    await app.sql(`update users set email = $2 || id || '@people.example', phone_number = $3 where id = $1`, [
      candidate.id,
      markers.email,
      `${markers.phone}${Math.floor(Math.random() * 1e6)}`,
    ])
    await app.sql(
      `update candidate_profile set headline = $2, location = $3, experience_years = $4, skills = '{Rye,Wheat}' where user_id = $1`,
      [candidate.id, markers.headline, markers.location, markers.years],
    )
    await app.sql('update application set cover_letter = $2 where id = $1', [id, markers.letter])
    return { ...board, id, candidate }
  }
  type Put = Awaited<ReturnType<typeof put>>
  const propose = ({ id }: Put) => app.call(world.people.recruiter, 'POST', `/applications/${id}/shortlist`)

  /** Everything that the client gets of it, by every way there is. */
  const everythingFor = async (person: Person, { job, id, path }: Put) => {
    const paths = [
      `/jobs/${job}`,
      `/jobs/${job}/board`,
      `/jobs/${job}/shortlist`,
      `/jobs/${job}/changes?since=2020-01-01T00:00:00Z`,
      `/jobs/${job}/applications?limit=100`,
      `/applications/${id}`,
      `/applications/${id}/history`,
      `/applications/${id}/introduction`,
      `/applications/${id}/threads`,
      `/applications/${id}/interviews`,
      `/applications/${id}/feedback`,
      `/jobs/${job}/threads`,
      '/candidates?limit=100',
      '/interviews',
      '/placements',
      '/notifications?limit=100',
      '/me/waiting?limit=100',
      '/applications?limit=100',
      '/histories?limit=100',
      `/histories?applicationId=${id}`,
    ]
    const answers = await Promise.all(paths.map(async each => (await app.call(person, 'GET', each)).body))
    const pages = await Promise.all(
      [path, `/jobs/${job}/shortlist`, `/applications/${id}`, '/boards', '/waiting', '/notifications'].map(
        each => openPage(app.url, person, each),
      ),
    )
    const events = await app.sql('select * from event where stream_id in ($1, $2)', [
      `job:${job}:client`,
      `application:${id}:client`,
    ])
    const feed = await app.sql('select * from event where stream_id = $1', [`user:${person.id}:self`])
    await graceOver(app)
    const mails = await app.sql('select * from dev_mail where recipient = $1', [person.email])
    return JSON.stringify([answers, pages.map(({ html }) => html), events, feed, mails])
  }
  const expectNothingTold = (text: string, candidate: Person) => {
    for (const [what, marker] of Object.entries(markers))
      if (what !== 'years') expect(text, what).not.toContain(marker)
    expect(years(text)).toBe(false)
    expect(text).not.toContain(candidate.id)
  }

  it('tells the client a band and the skills, by every route, room, event and page', async () => {
    const one = await put()
    const [board, page] = [
      await inRoom(app.url, world.people.client, `job:${one.job}`),
      await inRoom(app.url, world.people.client, `application:${one.id}`),
    ]
    await propose(one)
    await until('the card is there', () => board.state().columns.some(({ count }) => count))
    // Who wrote the letter is in the same room, of another audience
    const own = await inRoom(app.url, one.candidate, `application:${one.id}`)
    await until('the client is told in its feed', async () => {
      const { data } = (await app.call(world.people.client, 'GET', '/notifications')).body
      return data.length > 0
    })
    const shown = (await app.call(world.people.client, 'GET', `/applications/${one.id}`)).body
    expect(shown.candidate).toEqual({
      name: expect.stringMatching(/^Candidate [0-9A-F]{4}$/),
      blind: true,
      skills: ['Rye', 'Wheat'],
      experience: '10 years or more',
      experienceYears: null,
    })
    for (const person of [world.people.client, world.people.unassignedClient])
      expectNothingTold(await everythingFor(person, one), one.candidate)
    const live = JSON.stringify([
      board.events,
      board.snapshots,
      board.people(),
      page.snapshots,
      page.people(),
    ])
    expectNothingTold(live, one.candidate)
    for (const seat of [board, page, own]) seat.close()
  })

  it('is found by nobody’s name, and refused without a word of it', async () => {
    const one = await put()
    await propose(one)
    for (const path of ['/applications', `/jobs/${one.job}/applications`]) {
      const found = await app.call(world.people.client, 'GET', `${path}?q=${markers.name}`)
      expect(found.body).toMatchObject({ data: [], total: 0 })
    }
    const refused = [
      await app.call(world.people.client, 'POST', `/applications/${one.id}/approve`, { version: 9 }),
      await app.call(world.people.client, 'POST', `/applications/${one.id}/move`, {
        to: 'offer',
        version: 2,
      }),
      await app.call(world.people.client, 'POST', `/applications/${one.id}/rank`, { version: 2 }),
      await app.call(world.people.client, 'GET', `/applications/${one.id}?fields=email`),
      await app.call(world.people.client, 'GET', `/users/${one.candidate.id}`),
      await app.call(world.people.client, 'GET', `/candidates/${one.candidate.id}`),
    ]
    for (const { status, body } of refused) {
      expect(status).toBeGreaterThanOrEqual(400)
      expectNothingTold(JSON.stringify(body).replaceAll(one.candidate.id, ''), one.candidate)
    }
  })

  it('tells nothing either of those it declines, and all of those it approves', async () => {
    const [declined, approved] = [await put(), await put()]
    for (const one of [declined, approved]) await propose(one)
    await app.call(world.people.client, 'POST', `/applications/${declined.id}/decline`, { reason: 'No.' })
    expectNothingTold(await everythingFor(world.people.client, declined), declined.candidate)

    await app.call(world.people.client, 'POST', `/applications/${approved.id}/approve`)
    const { body } = await app.call(world.people.client, 'GET', `/applications/${approved.id}`)
    expect(body).toMatchObject({
      candidate: { name: markers.name, blind: false, experienceYears: 37 },
      coverLetter: markers.letter,
    })
  })

  it('calls one person by another name at each employer and for each job', async () => {
    const [one, two] = [await put(), await put()]
    await app.sql('update application set candidate_id = $2 where id = $1', [two.id, one.candidate.id])
    for (const each of [one, two]) await propose(each)
    const nameOf = async ({ id }: Put) =>
      (await app.call(world.people.client, 'GET', `/applications/${id}`)).body.candidate.name as string
    expect(await nameOf(one)).not.toBe(await nameOf(two))
  })

  it('stays blind for who asks to be told otherwise', async () => {
    const one = await put()
    await propose(one)
    const edit = { blindShortlist: false, version: 1 }
    for (const [person, status] of [
      [world.people.client, 403],
      [world.people.manager, 409],
    ] as const)
      expect((await app.call(person, 'PATCH', `/jobs/${one.job}`, edit)).status).toBe(status)
    const { body } = await app.call(world.people.client, 'GET', `/applications/${one.id}`)
    expectNothingTold(JSON.stringify(body), one.candidate)
  })

  it('where nothing is blind tells the years as they are', async () => {
    const one = await put({}, { blind: false })
    await propose(one)
    const { body } = await app.call(world.people.client, 'GET', `/applications/${one.id}`)
    expect(body.candidate).toEqual({
      name: markers.name,
      blind: false,
      skills: ['Rye', 'Wheat'],
      experienceYears: 37,
    })
  })
})
