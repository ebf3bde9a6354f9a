import pg from 'pg'
import { expect, vi } from 'vitest'
import type { Feed, PersonState } from '../../realtime/apply.ts'
import { database } from '../../db/database.ts'
import { newId } from '../../db/new-id.ts'
import { notify } from '../../server/notifications/notify.ts'
import { freshly } from '../support/board-client.ts'
import type { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'

type App = ReturnType<typeof hirewire>
export type Line = Feed['notifications'][number]

const query = async <Row>(text: string, params: unknown[] = []) =>
  (await database().pool.query(text, params)).rows as Row[]

/** The jobs that wait in the queue for whoever tells, oldest first. */
const waiting = () =>
  query<{ id: string; data: Record<string, unknown> }>(
    `select id, data from pgboss.job where name = 'notify' and state = 'created' order by created_on, data ->> 'at'`,
  )

/** Does in this process what waits for the worker, in order, each as often as is asked, and returns what it was. */
export const tellAll = async ({ times = 1, together = false } = {}) => {
  const jobs = await waiting()
  for (const { id, data } of jobs) {
    const runs = Array.from({ length: times }, () => () => notify(data))
    if (together) await Promise.all(runs.map(run => run()))
    else for (const run of runs) await run()
    await query(`delete from pgboss.job where id = $1`, [id])
  }
  return jobs.map(({ data }) => data)
}

/**
 * Somebody's feed. What the list, the count, their room and the events that led there say is the same, or this fails.
 */
export const feedOf = async (app: App, person: Person) => {
  const list = await app.call<{ data: Line[] }>(person, 'GET', '/notifications?limit=30')
  expect(list.status).toBe(200)
  const count = await app.call(person, 'GET', '/notifications/count')
  const { state } = await freshly<PersonState>(app.url, person, `user:${person.id}`)
  expect(state.feed).toEqual({ ...count.body, notifications: list.body.data })
  return state.feed
}

export const titlesOf = async (app: App, person: Person) =>
  (await feedOf(app, person)).notifications.map(({ title }) => title)

/** So many lines in somebody's feed that are of no matter, oldest first. */
export const fillFeed = async (person: Person, count: number) => {
  const ids = Array.from({ length: count }, newId)
  for (const [index, id] of ids.entries())
    await query(
      `insert into notification (id, user_id, kind, event_key, data, category, created_at, updated_at)
       values ($1, $2, 'job.approved', $4, $3, 'jobs', now(), now())`,
      [id, person.id, JSON.stringify({ title: `Line ${index + 1}`, body: null, url: '/jobs' }), `line ${id}`],
    )
  return ids
}

/** How many statements the database was sent by this. */
export const countStatements = async (work: () => Promise<unknown>) => {
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await work()
    return sent.mock.calls.length
  } finally {
    sent.mockRestore()
  }
}
