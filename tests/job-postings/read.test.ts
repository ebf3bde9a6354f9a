import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectHidden } from '../support/refusals.ts'
import { makeJob, makeWorld } from '../support/world.ts'

const publicFields = [
  'id',
  'title',
  'description',
  'type',
  'subtype',
  'level',
  'company',
  'location',
  'remote',
  'industry',
  'skills',
  'salary',
  'deadline',
  'applyUrl',
  'applyEmail',
  'openedAt',
  'status',
]
const clientFields = [
  ...publicFields,
  'openings',
  'blindShortlist',
  'scorecard',
  'version',
  'createdAt',
  'updatedAt',
  'returnReason',
  'submittedAt',
  'closedAt',
  'counts',
]

describe('one job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const job = (status: string) =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager, status })

  it('is cut for who reads it, field by field', async () => {
    const cuts = {
      admin: [...clientFields, 'staffingCompany', 'assignments'],
      manager: [...clientFields, 'staffingCompany', 'assignments'],
      recruiter2: [...clientFields, 'staffingCompany', 'assignments'],
      client: clientFields,
      unassignedClient: clientFields,
      agency: publicFields,
      otherAgency: publicFields,
      otherClient: publicFields,
      outsideManager: publicFields,
      interviewer: publicFields,
      candidate: publicFields,
    } as const
    for (const [who, fields] of Object.entries(cuts)) {
      const { status, body } = await app.call(
        world.people[who as keyof typeof cuts],
        'GET',
        `/jobs/${world.job}`,
      )
      expect(status, who).toBe(200)
      expect(Object.keys(body as object).toSorted(), who).toEqual([...fields].toSorted())
    }
    const stranger = await app.call(null, 'GET', `/jobs/${world.job}`)
    expect(Object.keys(stranger.body as object).toSorted()).toEqual(publicFields.toSorted())
  })

  it.each(['open', 'paused', 'filled', 'closed'])(
    'is still there by its address when it is %s',
    async status => {
      expect((await app.call(null, 'GET', `/jobs/${await job(status)}`)).body).toMatchObject({ status })
    },
  )

  it.each(['draft', 'pending_approval'])('does not exist for outsiders while it is %s', async status => {
    const { candidate, agency, otherClient, outsideRecruiter, interviewer, recruiter, client } = world.people
    const request = { method: 'GET', path: `/jobs/${await job(status)}` } as const
    await expectHidden(app, request, [candidate, agency, otherClient, outsideRecruiter, interviewer])
    expect((await app.call(null, 'GET', request.path)).status).toBe(404)
    for (const person of [recruiter, client])
      expect((await app.call(person, 'GET', request.path)).body).toMatchObject({ status })
  })

  it('is found by its id in any case, and by nothing else', async () => {
    expect((await app.call(null, 'GET', `/jobs/${world.job.toUpperCase()}`)).body).toMatchObject({
      id: world.job,
    })
    for (const id of ['7', 'null', `${world.job}x`, '%00'])
      expect((await app.call(null, 'GET', `/jobs/${id}`)).status, id).toBe(400)
    expect((await app.call(null, 'GET', `/jobs/${world.job}?include=all`)).status).toBe(400)
  })
})
