import { beforeAll, describe, expect, it } from 'vitest'
import { sendDigests } from '../../server/digests/send.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeJob, makeWorld } from '../support/world.ts'
import { digestsTo, nextOf, told, wants } from './digests.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const at = (iso: string) => new Date(`${iso}Z`)

describe('digests', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const newJob = (title: string) =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager }).then(
      async id => {
        await app.sql('update job_posting set title = $2 where id = $1', [id, title])
        return id
      },
    )
  const reader = async () => app.person('manager', world.otherStaffing)
  /** The lines of a digest as text: headings, and what stands below them without its address. */
  const linesOf = (text: string) =>
    text
      .split('\n---\n')[0]!
      .split('\n')
      .map(line =>
        line
          .replace(/: https?:.*/, '')
          .replace(/ \([^)]*\)$/, '')
          .trim(),
      )
      .filter(Boolean)
      .slice(1, -1)
  const eight = at('2027-03-02T08:00')

  it('tell what is unread, by posting, the newest first', async () => {
    const person = await reader()
    const [baker, smith] = [await newJob('Baker'), await newJob('Smith')]
    const application = await makeApplication(smith, await app.person('candidate'))
    await told(person, 'Invoice', new Date(+eight - 6 * hourMs), { category: 'invoices' })
    await told(person, 'Oldest', new Date(+eight - 5 * hourMs), { job: baker })
    await told(person, 'Older', new Date(+eight - 4 * hourMs), { application, category: 'applications' })
    const read = await told(person, 'Read', new Date(+eight - 3 * hourMs), { job: baker })
    const removed = await told(person, 'Removed', new Date(+eight - 3 * hourMs), { job: baker })
    await told(person, 'Newer', new Date(+eight - 2 * hourMs), { job: baker })
    await app.sql('update notification set read_at = now() where id = $1', [read])
    await app.call(person, 'DELETE', `/notifications/${removed}`)
    await wants(person, eight)

    expect(await sendDigests(new Date(+eight - 1))).toEqual({ sent: 0 })
    expect(await sendDigests(eight)).toEqual({ sent: 1 })
    const [mail] = await digestsTo(person)
    expect(linesOf(mail!.text)).toEqual([
      'Baker',
      '* Newer',
      '* Oldest',
      'Smith',
      '* Older',
      'Everything else',
      '* Invoice',
    ])
    expect(mail!.subject).toBe('4 unread')
    expect(mail!.html).not.toContain('Waiting for you')
    expect(await nextOf(person)).toEqual(new Date(+eight + dayMs))
    expect(await sendDigests(eight)).toEqual({ sent: 0 })
  })

  it('tell first what waits, and nothing where nothing is unread', async () => {
    const { client, recruiter } = world.people
    const job = await newJob('Carpenter')
    await assign(job, 'hiring_manager', { user: client }, recruiter)
    const cara = await app.person('candidate', null, 'Cara Clear')
    await makeApplication(job, cara, { stage: 'screening', shortlist: 'proposed' })
    const day = at('2027-03-03T08:00')
    await wants(client, day)
    expect(await sendDigests(day)).toEqual({ sent: 0 })
    expect(await digestsTo(client)).toEqual([])
    expect(await nextOf(client)).toEqual(new Date(+day + dayMs))

    await told(client, 'Something new', new Date(+day + hourMs), { job })
    expect(await sendDigests(new Date(+day + dayMs))).toEqual({ sent: 1 })
    const [mail] = await digestsTo(client)
    expect(mail!.subject).toMatch(/^1 thing waits for you, 1 unread$/)
    expect(linesOf(mail!.text)).toEqual([
      'Waiting for you',
      '* Decide on Cara Clear',
      'Carpenter',
      '* Something new',
    ])

    // What was put off, or is not to come by mail at all, is not said.
    await app.sql(
      `insert into reminder_hold (user_id, rule, subject_id, anchor, created_at)
       select $1, 'shortlist-action', id, date_trunc('milliseconds', waiting_since), now()
       from application where job_id = $2`,
      [client.id, job],
    )
    await told(client, 'Newer still', new Date(+day + dayMs + hourMs), { job })
    await sendDigests(new Date(+day + 2 * dayMs))
    expect(linesOf((await digestsTo(client))[1]!.text)).toEqual(['Carpenter', '* Newer still'])

    // Whoever has not read a reminder is told of what it is about, if it still waits.
    await told(client, 'Decide!', new Date(+day + 2 * dayMs + hourMs), { job, category: 'reminders' })
    expect(await sendDigests(new Date(+day + 3 * dayMs))).toEqual({ sent: 0 })
    await app.sql('delete from reminder_hold where user_id = $1', [client.id])
    await told(client, 'Decide!', new Date(+day + 3 * dayMs + hourMs), { job, category: 'reminders' })
    expect(await sendDigests(new Date(+day + 4 * dayMs))).toEqual({ sent: 1 })
    expect(linesOf((await digestsTo(client))[2]!.text)).toEqual(['Waiting for you', '* Decide on Cara Clear'])
  })

  it('say what was unread since the last one, and nothing twice', async () => {
    const person = await reader()
    await wants(person, eight)
    // Before a first digest there is a day, not a whole history.
    await told(person, 'Long ago', new Date(+eight - 25 * hourMs))
    await told(person, 'Yesterday', new Date(+eight - 23 * hourMs))
    // What was told this very moment may not be committed yet: it comes the next day.
    await told(person, 'Just now', new Date(+eight - 10_000))
    await sendDigests(eight)
    await told(person, 'Later', new Date(+eight + hourMs))
    await sendDigests(new Date(+eight + dayMs))
    const mails = await digestsTo(person)
    expect(mails.map(({ text }) => linesOf(text))).toEqual([
      ['Everything else', '* Yesterday'],
      ['Everything else', '* Later', '* Just now'],
    ])
    await sendDigests(new Date(+eight + 2 * dayMs))
    expect(await digestsTo(person)).toHaveLength(2)
    const kept = await app.sql('select lines from digest where user_id = $1 order by occurrence', [person.id])
    expect(kept).toEqual([{ lines: 1 }, { lines: 2 }, { lines: 0 }])
  })

  it('are cut with a count', async () => {
    const person = await reader()
    const job = await newJob('Miller')
    for (let n = 1; n <= 37; n++)
      await told(person, `Line ${n}`, new Date(+eight - hourMs + n * 1000), { job })
    await wants(person, eight)
    await sendDigests(eight)
    const [mail] = await digestsTo(person)
    const lines = linesOf(mail!.text)
    expect(lines.filter(line => line.startsWith('* Line'))).toHaveLength(25)
    expect(lines[1]).toBe('* Line 37')
    expect(lines.at(-1)).toBe('and 12 more')
    expect(mail!.subject).toBe('37 unread')
  })

  it('leave out what somebody does not want to hear of by mail, and muted jobs but for mentions', async () => {
    const person = await reader()
    const [loud, quiet] = [await newJob('Loud'), await newJob('Quiet')]
    const before = new Date(+eight - hourMs)
    await told(person, 'Loud news', before, { job: loud })
    await told(person, 'Muted news', before, { job: quiet })
    await told(person, 'You are mentioned', before, { job: quiet, category: 'messages', mentioned: true })
    await told(person, 'A tip', before, { category: 'tips' })
    await told(person, 'A reminder', before, { job: loud, category: 'reminders' })
    await app.sql('insert into muted_job values ($1, $2, now())', [person.id, quiet])
    await app.sql(`insert into channel values ($1, 'tips', true, 'off'), ($1, 'jobs', true, 'digest')`, [
      person.id,
    ])
    await wants(person, eight)
    await sendDigests(eight)
    const [mail] = await digestsTo(person)
    expect(linesOf(mail!.text).filter(line => line.startsWith('*'))).toEqual([
      '* You are mentioned',
      '* Loud news',
    ])
  })

  it('say nothing of what their reader may not see any more', async () => {
    const job = await newJob('Secret')
    const person = await app.person('recruiter', world.staffing)
    await told(person, 'Marker-of-the-job', new Date(+eight - hourMs), { job })
    await wants(person, eight)
    const changed = await app.call(world.people.admin, 'PATCH', `/users/${person.id}/role`, {
      role: 'interviewer',
      companyId: world.staffing,
    })
    expect(changed.status).toBe(200)
    expect(await sendDigests(eight)).toEqual({ sent: 0 })
    expect(await digestsTo(person)).toEqual([])
  })

  it('go to nobody who is deactivated, not verified, or to whom such mail does not go', async () => {
    const people: Person[] = []
    for (const spoil of [
      `update users set deactivated_at = now() where id = $1`,
      `update users set email_verified = false where id = $1`,
      `insert into suppression (address, stream, reason, at) select email, 'broadcast', 'unsubscribed', now() from users where id = $1`,
      `insert into suppression (address, stream, reason, at) select email, 'outbound', 'bounce', now() from users where id = $1`,
    ]) {
      const person = await reader()
      await told(person, 'News', new Date(+eight - hourMs))
      await wants(person, eight)
      await app.sql(spoil, [person.id])
      people.push(person)
    }
    expect(await sendDigests(eight)).toEqual({ sent: 0 })
    for (const person of people) {
      expect(await digestsTo(person)).toEqual([])
      expect(await nextOf(person)).toEqual(new Date(+eight + dayMs))
    }
  })

  it('are one after downtime, and not those that were missed', async () => {
    const person = await reader()
    await wants(person, eight)
    for (let day = 0; day < 3; day++)
      await told(person, `Day ${day}`, new Date(+eight + day * dayMs + hourMs))
    const back = new Date(+eight + 72 * hourMs + 30 * 60_000)
    expect(await sendDigests(back)).toEqual({ sent: 1 })
    expect(linesOf((await digestsTo(person))[0]!.text)).toEqual([
      'Everything else',
      '* Day 2',
      '* Day 1',
      '* Day 0',
    ])
    expect(await nextOf(person)).toEqual(new Date(+eight + 4 * dayMs))
    expect(await sendDigests(back)).toEqual({ sent: 0 })
  })

  it('are each made once, by however many workers', async () => {
    const people = await Promise.all(Array.from({ length: 60 }, reader))
    for (const person of people) {
      await told(person, 'News', new Date(+eight - hourMs))
      await wants(person, eight)
    }
    const runs = await Promise.all([sendDigests(eight), sendDigests(eight), sendDigests(eight)])
    expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(60)
    const jobs = await app.sql<{ to: string }>(
      `select data ->> 'to' as to from pgboss.job where name = 'deliver-email' and data ->> 'to' = any($1)`,
      [people.map(({ email }) => email)],
    )
    expect(jobs.map(({ to }) => to).toSorted()).toEqual(people.map(({ email }) => email).toSorted())
  })

  it('offer to be left with one click', async () => {
    const person = await reader()
    await told(person, 'News', new Date(+eight - hourMs))
    await wants(person, eight)
    await sendDigests(eight)
    const [mail] = await digestsTo(person)
    expect(mail!.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    const address = mail!.headers['List-Unsubscribe']!.slice(1, -1)
    const { pathname } = new URL(address)
    expect((await fetch(`${app.url}${pathname}`)).status).toBe(200)
    expect(await nextOf(person), 'looking changes nothing').not.toBeNull()
    const left = await fetch(`${app.url}${pathname}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(left.status).toBeLessThan(400)
    expect(await nextOf(person)).toBeNull()
  })
})
