import { beforeAll, describe, expect, it } from 'vitest'
import { remindingRules } from '../../server/owed/rules.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { makeWorld } from '../support/world.ts'

describe('how a company reminds', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const path = (company = world.staffing) => `/companies/${company}/reminder-settings`
  const read = async (person: Person, company?: string) =>
    (await app.call(person, 'GET', path(company))).body.data
  const replace = (settings: unknown, person = world.people.manager) =>
    app.call(person, 'PUT', path(), { settings })
  const own = { off: false, firstHours: null, everyHours: null, most: null }

  it('is as we have it until a manager wants it otherwise', async () => {
    const data = await read(world.people.manager)
    expect(data.map(({ rule }: { rule: string }) => rule)).toEqual(
      remindingRules.filter(rule => rule !== 'profile-update'),
    )
    expect(data).toContainEqual({
      rule: 'feedback',
      clock: 'calendar',
      usual: { firstHours: 1, everyHours: 24, most: 10 },
      own,
    })
    expect(data).toContainEqual({
      rule: 'deadline',
      clock: 'days',
      usual: { firstHours: null, everyHours: null, most: 3 },
      days: [-7, -3, -1],
      own,
    })
  })

  it('is set as a whole: what is not named is as we have it again', async () => {
    const { manager } = world.people
    const set = await replace([
      { rule: 'feedback', firstHours: 2.25, most: 5 },
      { rule: 'shortlist-action', off: true },
      { rule: 'deadline', most: 1, firstHours: null },
      { rule: 'interview-scheduling', firstHours: 0 },
    ])
    expect(set.status).toBe(200)
    const data = await read(manager)
    expect(set.body).toEqual({ data })
    const ownOf = Object.fromEntries(data.map(({ rule, own }: { rule: string; own: object }) => [rule, own]))
    expect(ownOf.feedback).toEqual({ ...own, firstHours: 2.25, most: 5 })
    expect(ownOf['shortlist-action']).toEqual({ ...own, off: true })
    expect(ownOf.deadline).toEqual({ ...own, most: 1 })
    expect(ownOf['interview-scheduling']).toEqual({ ...own, firstHours: 0 })
    expect(await read(world.people.outsideManager, world.otherStaffing)).toContainEqual(
      expect.objectContaining({ rule: 'feedback', own }),
    )
    await replace([{ rule: 'feedback', off: true }])
    expect(await app.sql('select rule from reminder_setting')).toEqual([{ rule: 'feedback' }])
    await replace([{ rule: 'feedback' }])
    expect(await app.sql('select rule from reminder_setting')).toEqual([])
  })

  it('is its managers’ business', async () => {
    const { recruiter, client, interviewer, agency, candidate, admin, outsideManager, manager } = world.people
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', { settings: [] }],
    ] as const) {
      const request = { method, path: path(), ...(body && { body }) }
      await expectRefused(app, request, [
        [null, 401],
        [recruiter, 403],
        [client, 403],
        [interviewer, 403],
        [agency, 403],
        [candidate, 403],
        [admin, 403],
      ])
      await expectHidden(app, request, [outsideManager])
      await expectRefused(app, { ...request, path: path(world.employer) }, [[manager, 403]])
    }
  })

  it('refuses what cannot be, says each mistake, and changes nothing', async () => {
    await replace([{ rule: 'feedback', most: 7 }])
    for (const [settings, pointers] of [
      [[{ rule: 'invoice-dispatch', off: true }], ['/settings/0/rule']],
      [[{ rule: 'profile-update', off: true }], ['/settings/0/rule']],
      [[{ rule: 'offer-answer', off: true }], ['/settings/0/rule']],
      [
        [{ rule: 'deadline', firstHours: 3, everyHours: 5 }],
        ['/settings/0/firstHours', '/settings/0/everyHours'],
      ],
      [[{ rule: 'deadline', most: 4 }], ['/settings/0/most']],
      [
        [{ rule: 'feedback', firstHours: -1, everyHours: 0.5 }],
        ['/settings/0/firstHours', '/settings/0/everyHours'],
      ],
      [[{ rule: 'feedback', firstHours: 721, most: 21 }], ['/settings/0/firstHours', '/settings/0/most']],
      [[{ rule: 'feedback', firstHours: 1.1, most: 2.5 }], ['/settings/0/firstHours', '/settings/0/most']],
      [
        [
          { rule: 'feedback', most: 0 },
          { rule: 'feedback', off: 'yes' },
        ],
        ['/settings/0/most', '/settings/1/off'],
      ],
      [[{ rule: 'feedback' }, { rule: 'feedback', off: true }], ['/settings/1/rule']],
      [[{ rule: 'feedback', escalate: false }], ['/settings/0/escalate']],
      [{ rule: 'feedback' }, ['/settings']],
      [undefined, ['/settings']],
    ] as [unknown, string[]][]) {
      const { status, body } = await replace(settings)
      expect(status).toBe(400)
      expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers)
    }
    const [row] = await app.sql('select rule, most from reminder_setting')
    expect(row).toEqual({ rule: 'feedback', most: 7 })
  })
})
