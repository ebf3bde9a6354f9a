import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { signedIn, type Person } from '../support/people.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { tellAll, titlesOf } from './feeds.ts'

describe('a feed', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let application: string
  beforeAll(async () => {
    world = await makeWorld()
  })
  beforeEach(async () => {
    await tellAll()
    for (const table of ['notification', 'channel', 'muted_job']) await app.sql(`delete from ${table}`)
    application = await makeApplication(world.job, await signedIn('candidate', null, 'Jonas Weber'), {
      stage: 'interview',
      shortlist: 'approved',
    })
  })
  const act = async (person: Person, path: string, body: object) => {
    const answer = await app.call(person, 'POST', path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  }
  const say = (person: Person, body: object = {}) =>
    act(person, `/applications/${application}/threads`, { kind: 'discussion', text: 'Hello', ...body })
  const move = () =>
    act(world.people.manager, `/applications/${application}/move`, { to: 'offer', version: 1 })
  const off = ({ id }: Person, category: string) =>
    app.sql(`insert into channel values ($1, $2, false, 'now')`, [id, category])

  it('has no line of a category that its owner does not want there, others have', async () => {
    const { recruiter, client } = world.people
    await off(recruiter, 'applications')
    await move()
    await say(client)
    await tellAll()
    expect(await titlesOf(app, recruiter)).toEqual(['Clara Client wrote in the discussion of Jonas Weber'])
    expect(await titlesOf(app, client)).toEqual(['Jonas Weber moved to Offer'])
  })

  it('has no line of a muted job, but where its owner is mentioned', async () => {
    const { recruiter, manager, client } = world.people
    expect((await app.call(recruiter, 'PUT', `/jobs/${world.job}/mute`)).status).toBe(204)
    await move()
    await say(client)
    await tellAll()
    expect(await titlesOf(app, recruiter)).toEqual([])
    expect(await titlesOf(app, client)).toEqual(['Jonas Weber moved to Offer'])
    await say(manager, { text: 'Look', mentions: [recruiter.id] })
    await tellAll()
    expect(await titlesOf(app, recruiter)).toEqual([
      'Mona Manager mentioned you in the discussion of Jonas Weber',
    ])
    await app.call(recruiter, 'DELETE', `/jobs/${world.job}/mute`)
    await say(client, { text: 'Again' })
    await tellAll()
    expect(await titlesOf(app, recruiter)).toHaveLength(1)
    expect((await titlesOf(app, recruiter))[0]).toContain('2 messages')
  })

  it('has no mention either where messages are off', async () => {
    const { recruiter, client } = world.people
    await off(recruiter, 'messages')
    await say(client, { text: 'Look', mentions: [recruiter.id] })
    await tellAll()
    expect(await titlesOf(app, recruiter)).toEqual([])
  })
})
