import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { notify } from '../../server/notifications/notify.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn, type Person } from '../support/people.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'
import { feedOf, tellAll, titlesOf } from './feeds.ts'

describe('what each is told of', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let title: string
  beforeAll(async () => {
    world = await makeWorld()
    const [job] = await app.sql<{ title: string }>('select title from job_posting where id = $1', [world.job])
    title = job!.title
  })
  beforeEach(async () => {
    await tellAll()
    await app.sql('delete from notification')
  })
  const act = async (person: Person, path: string, body: object = {}, method = 'POST') => {
    const answer = await app.call(person, method, path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return answer.body
  }
  const inInterview = async (panel: Person[]) => {
    const { recruiter } = world.people
    const candidate = await signedIn('candidate', null, 'Jonas Weber')
    const application = await makeApplication(world.job, candidate, {
      stage: 'interview',
      shortlist: 'approved',
    })
    const startsAt = new Date(Date.now() + Math.ceil(Math.random() * 300) * 86_400_000)
    const interview = await makeInterview(application, { panel, by: recruiter, startsAt })
    return { candidate, application, interview }
  }
  it('an interview that is called off: the panel hears of the hour, and not of the candidate it may see no longer', async () => {
    const { recruiter, recruiter2, client, interviewer } = world.people
    await app.sql(`update users set zone = 'Asia/Tokyo' where id = $1`, [interviewer.id])
    const { candidate, interview } = await inInterview([interviewer])
    await act(recruiter2, `/interviews/${interview}/cancel`, {
      reason: 'MARKER inside',
    })
    await tellAll()
    expect((await titlesOf(app, recruiter))[0]).toMatch(/^The interview with Jonas Weber on .+ is cancelled$/)
    expect((await titlesOf(app, client))[0]).toMatch(/^The interview with Jonas Weber on .+ is cancelled$/)
    expect((await titlesOf(app, candidate))[0]).toMatch(/^Your interview on .+ UTC is cancelled$/)
    const { notifications } = await feedOf(app, interviewer)
    expect(notifications).toMatchObject([{ body: title }])
    expect(notifications[0]!.title).toMatch(/^Your interview on .+ Asia\/Tokyo \(UTC\+9\) is called off/)
    expect(JSON.stringify(notifications)).not.toContain('Jonas')
    for (const person of [recruiter, client, candidate, interviewer])
      expect(JSON.stringify(await feedOf(app, person))).not.toContain('MARKER')
  })

  it('an invitation that is declined takes what was told of the candidate out of the feed', async () => {
    const { recruiter, interviewer } = world.people
    const { application, interview } = await inInterview([interviewer])
    const about = {
      applicationId: application,
      interviewId: interview,
      by: recruiter.id,
      at: new Date().toISOString(),
    }
    await notify({ event: 'interview.scheduled', ...about })
    expect((await titlesOf(app, interviewer))[0]).toMatch(/^You interview Jonas Weber on /)
    await act(interviewer, `/interviews/${interview}/decline`, {})
    expect(await titlesOf(app, interviewer)).toEqual([])
    await tellAll()
    expect(await titlesOf(app, recruiter)).toEqual([
      `${interviewer.name} cannot come to the interview with Jonas Weber`,
    ])
  })

  it('feedback: that it was given, to the recruiters and to fellows who have given theirs, and never what it says', async () => {
    const { recruiter, client, agency } = world.people
    const first = await signedIn('interviewer', world.staffing, 'Ina First')
    const second = await signedIn('interviewer', world.staffing, 'Imre Second')
    const third = await signedIn('interviewer', world.staffing, 'Ilse Third')
    const { candidate, interview } = await inInterview([first, second, third])
    await app.sql(
      `update interview set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where id = $1`,
      [interview],
    )
    const give = (person: Person) =>
      act(
        person,
        `/interviews/${interview}/feedback`,
        { overall: 'no', remark: 'MARKER weak', scores: [] },
        'PUT',
      )
    await give(first)
    await tellAll()
    await give(second)
    await tellAll()
    expect(await titlesOf(app, recruiter)).toEqual([
      'Imre Second gave feedback on Jonas Weber',
      'Ina First gave feedback on Jonas Weber',
    ])
    expect(await titlesOf(app, first)).toEqual(['Imre Second gave feedback on Jonas Weber'])
    for (const person of [second, third, candidate, client, agency])
      expect(await titlesOf(app, person), person.name).toEqual([])
    expect(await app.sql(`select from notification where data::text like '%MARKER%'`)).toEqual([])
  })

  it('terms: the two sides, and the managers where they are to approve; nobody of the candidates', async () => {
    const { recruiter, client, manager, candidate, otherClient, agency } = world.people
    const said = await act(recruiter, `/jobs/${world.job}/threads`, {
      kind: 'negotiation',
      text: 'Shall we?',
    })
    await tellAll()
    const terms = {
      fee: { basisPoints: 2_345 },
      currency: 'EUR',
      paymentDays: 14,
      invoiceDelayDays: 7,
      guaranteeDays: 90,
      rebate: 'full',
    }
    const made = await act(recruiter, `/threads/${said.threadId}/proposals`, { terms })
    await act(client, `/proposals/${made.id}/accept`)
    await tellAll()
    expect((await titlesOf(app, client))[0]).toBe(`Terms for ${title} are proposed`)
    expect((await titlesOf(app, recruiter))[0]).toBe(`The terms for ${title} were accepted`)
    expect(await titlesOf(app, manager)).toEqual([`The terms for ${title} wait for your approval`])
    await act(manager, `/proposals/${made.id}/approve`)
    await tellAll()
    expect((await titlesOf(app, client))[0]).toBe(`The terms for ${title} are approved and bind from now on`)
    for (const person of [candidate, otherClient, agency]) expect(await titlesOf(app, person)).toEqual([])
    expect(await app.sql(`select from notification where data::text like '%2345%'`)).toEqual([])
  })

  it('a candidate who is put forward by an agency: asked, and the answer to those who asked', async () => {
    const { recruiter, agency, otherAgency, client } = world.people
    const candidate = await signedIn('candidate', null, 'Jonas Weber')
    const made = await act(agency, `/jobs/${world.job}/submissions`, {
      candidate: { name: candidate.name, email: candidate.email },
      note: 'MARKER of the agency',
    })
    await tellAll()
    expect(await titlesOf(app, candidate)).toEqual([`You are put forward for ${title}: accept or decline`])
    expect((await titlesOf(app, recruiter))[0]).toMatch(/^agency \w+ puts Jonas Weber forward$/)
    await act(candidate, `/submissions/${made.id}/accept`)
    await tellAll()
    expect(await titlesOf(app, agency)).toEqual(['Jonas Weber agreed to be put forward'])
    for (const person of [otherAgency, client]) expect(await titlesOf(app, person)).toEqual([])
    expect(await app.sql(`select from notification where data::text like '%MARKER%'`)).toEqual([])
  })

  it('a job: the managers to approve it, its author of the answer, whoever is assigned of that', async () => {
    const { manager, client, recruiter, recruiter2, outsideManager } = world.people
    const job = await makeJob({
      company: world.employer,
      staffing: world.staffing,
      by: client,
      status: 'draft',
    })
    const [row] = await app.sql<{ title: string }>('select title from job_posting where id = $1', [job])
    await act(client, `/jobs/${job}/submit`)
    await tellAll()
    expect(await titlesOf(app, manager)).toEqual([`${row!.title} waits for your approval`])
    await act(manager, `/jobs/${job}/return`, { reason: 'Which place?' })
    await tellAll()
    expect((await feedOf(app, client)).notifications).toMatchObject([
      { title: `${row!.title} was returned to you`, body: 'Which place?' },
    ])
    await assign(job, 'recruiter', { user: recruiter }, manager)
    await act(
      manager,
      `/jobs/${job}/assignments`,
      { recruiters: [recruiter.id, recruiter2.id], hiringManagers: [client.id], agencies: [] },
      'PUT',
    )
    await tellAll()
    expect(await titlesOf(app, recruiter2)).toEqual([`You are assigned to ${row!.title}`])
    expect((await titlesOf(app, client))[0]).toBe(`You decide on the candidates for ${row!.title}`)
    // Who was assigned before hears nothing, and nobody of another company ever
    for (const person of [recruiter, outsideManager]) expect(await titlesOf(app, person)).toEqual([])
  })
})
