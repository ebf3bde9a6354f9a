import { describe, expect, it } from 'vitest'
import type { PersonState } from '../../realtime/apply.ts'
import type { EventName } from '../../server/events.ts'
import { notificationEvents } from '../../server/notifications/events.ts'
import { expectAllHeard, follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeWorld } from '../support/world.ts'

describe('the feed, live', () => {
  const app = hirewire({ worker: true })

  it('is in everybody’s room what a new look at it shows, through everything that happens to it', async () => {
    const world = await makeWorld()
    const { recruiter, client, candidate, manager } = world.people
    const people = [recruiter, client, candidate, manager]
    const seats = await Promise.all(people.map(person => follow(app.url, person, `user:${person.id}`)))
    const feedOf = (person: Person) => (seats[people.indexOf(person)]!.seat.state() as PersonState).feed
    const act = async <Body = any>(person: Person, method: string, path: string, body?: object) => {
      const answer = await app.call<Body>(person, method, path, body)
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
      return answer.body
    }
    const step = async (name: string, hears: Person, unread: number) => {
      await until(`${name}: ${unread} unread`, () => feedOf(hears).unread === unread)
      for (const seat of seats) await seat.check(name)
    }

    const { id } = await act(candidate, 'POST', `/jobs/${world.job}/applications`, {})
    await step('applied', recruiter, 1)
    await act(manager, 'POST', `/applications/${id}/move`, { to: 'screening', version: 1 })
    await step('moved', candidate, 1)
    await until('the recruiter hears of it too', () => feedOf(recruiter).unread === 2)
    await act(recruiter, 'POST', `/applications/${id}/shortlist`)
    await step('proposed', client, 1)
    const said = await act(client, 'POST', `/applications/${id}/threads`, {
      kind: 'discussion',
      text: 'Hello',
    })
    await step('a message', recruiter, 3)
    await act(client, 'POST', `/threads/${said.threadId}/messages`, { text: 'Are you there?' })
    await until('one line for two', () => feedOf(recruiter).notifications[0]?.count === 2)
    await step('a second message', recruiter, 3)
    await act(recruiter, 'POST', `/threads/${said.threadId}/read`, { upTo: 2 })
    await step('the thread was read', recruiter, 2)
    await act(recruiter, 'PATCH', `/notifications/${feedOf(recruiter).notifications[1]!.id}`, { read: true })
    await step('marked', recruiter, 1)
    await act(recruiter, 'DELETE', `/notifications/${feedOf(recruiter).notifications[0]!.id}`)
    await act(recruiter, 'POST', '/notifications/mark-all-read')
    await step('all read', recruiter, 0)
    expect(feedOf(recruiter).notifications).toHaveLength(2)
    await act(recruiter, 'POST', `/applications/${id}/shortlist/withdraw`)
    await step('hidden again', client, 0)
    expect(feedOf(client).notifications).toEqual([])
    for (const seat of seats) seat.close()
    await expectAllHeard(app, Object.keys(notificationEvents) as EventName[])
  })
})
