import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { renderMail } from '../../templates/render.ts'
import { sqlOf, database } from '../../db/database.ts'
import { mailsAbout } from '../../server/notifications/mailed.ts'
import { noticeData } from '../../server/notifications/notice.ts'
import { expireProposals } from '../../server/proposals/expire.ts'
import { transaction } from '../../server/transaction.ts'
import { day, makePlaced, type Placed } from '../placements/placed.ts'
import { offer, terms } from '../proposals/parties.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeJob } from '../support/world.ts'

/** A fee that nothing else in this world has, as a mail would write it. */
const fee = { amount: 7_654_321, currency: 'EUR' }
const feeWords = /76,543/
const feePercent = { basisPoints: 3_333 }

const app = hirewire()
let world: Placed
beforeAll(async () => {
  world = await makePlaced(app)
})
const forget = () => app.sql(`delete from pgboss.job where name = 'notify'`)
beforeEach(forget)

/** The mails of what has just happened, made as they are when they go out, by their reader. */
const mailsOf = async (...names: string[]) => {
  const jobs = await app.sql<{ data: { event: string } }>(
    `select data from pgboss.job where name = 'notify' and state = 'created' order by created_on`,
  )
  await forget()
  const about = jobs
    .filter(({ data }) => names.includes(data.event))
    .map(({ data }) => noticeData.parse(data))
  expect(about.length, names.join()).toBeGreaterThan(0)
  const made = await transaction(null, async write => {
    const all = []
    for (const notice of about) all.push(...(await mailsAbout(write, notice)))
    return all
  })
  const rendered = made.map(mail => {
    if (mail.template !== 'news') throw new Error(mail.template)
    return { ...mail, ...renderMail('news', mail.data) }
  })
  const of = ({ id }: Person) => rendered.find(({ userId }) => userId === id)
  expect(new Set(made.map(({ key }) => key)).size).toBe(made.length)
  return { all: rendered, of, to: rendered.map(({ to }) => to).toSorted() }
}
const emails = (...people: Person[]) => people.map(({ email }) => email).toSorted()

describe('terms on the table', () => {
  it('go to the other side with what they say, and to nobody else', async () => {
    const { recruiter, client } = world.people
    const job = await world.job()
    await world.propose(recruiter, job, { terms: terms({ fee }), text: 'As discussed.' })
    const mails = await mailsOf('proposal.made')
    expect(mails.to).toEqual(emails(client))
    const mail = mails.of(client)!
    expect(mail.subject).toMatch(/^Terms for Job .* are proposed$/)
    expect(mail.text).toMatch(feeWords)
    expect(mail.text).toContain('Guarantee: 90 days')
    expect(mail.text).toContain(`http://hirewire.test/jobs/${job}/negotiation`)
    expect(mail.urgency).toBe('grace')
  })

  it('say what changed, what became of them, and to staff alone why a manager did not approve', async () => {
    const { recruiter, client, manager } = world.people
    const job = await world.job()
    const first = await world.propose(recruiter, job, { terms: terms({ fee: feePercent }) })
    const { body: second } = await world.act(client, first, 'counter', {
      terms: terms({ fee: feePercent, paymentDays: 60 }),
    })
    const countered = (await mailsOf('proposal.made')).of(recruiter)!
    expect(countered.text).toMatch(/within 60 days of the invoice \(was within\s+30 days of the invoice\)/)

    await world.act(recruiter, second.id, 'accept')
    const accepted = await mailsOf('proposal.accepted')
    expect(accepted.to).toEqual(emails(client, manager))
    expect(accepted.of(manager)!.subject).toContain('wait for your approval')

    await world.act(manager, second.id, 'return', { reason: 'MARKER-margin too thin.' })
    const returned = await mailsOf('proposal.returned')
    expect(returned.of(recruiter)!.text).toContain('MARKER-margin')
    expect(returned.of(client)!.text).not.toContain('MARKER-margin')
    expect(returned.of(client)!.text).not.toContain(manager.name)
  })

  it('say when they are declined, approved or taken back', async () => {
    const { recruiter, client, manager } = world.people
    const job = await world.job()
    const declined = await world.propose(recruiter, job)
    await world.act(client, declined, 'decline', { reason: 'Too dear.' })
    expect((await mailsOf('proposal.declined')).of(recruiter)!.text).toContain('Too dear.')
    const taken = await world.propose(client, job)
    await world.act(client, taken, 'withdraw')
    expect((await mailsOf('proposal.withdrawn')).to).toEqual(emails(recruiter))
    const bound = await world.propose(client, job)
    await world.act(recruiter, bound, 'accept')
    await world.act(manager, bound, 'approve')
    expect((await mailsOf('proposal.approved')).to).toEqual(emails(recruiter, client))
  })
})

describe('an offer', () => {
  it('goes to the candidate at once, and never with what the firm is paid', async () => {
    const { recruiter, client } = world.people
    const job = await world.job()
    await world.bind(job, { fee })
    const { id, candidate } = await world.application(job)
    await forget()
    await world.offerTo(id, { terms: offer(7_200_000, { note: 'With a bicycle.' }) })
    const mails = await mailsOf('proposal.made')
    expect(mails.to).toEqual(emails(candidate))
    const mail = mails.of(candidate)!
    expect(mail.urgency).toBe('at_once')
    expect(mail.text).toContain('Salary: €72,000 a year')
    expect(mail.text).toContain('Note: With a bicycle.')
    expect(mail.text).toMatch(/Open until: .* UTC/)
    expect(JSON.stringify(mails.all)).not.toMatch(feeWords)
    expect(mails.of(client)).toBeUndefined()
    expect(mails.of(recruiter)).toBeUndefined()
  })

  it('is in no mail of it once it was taken back, nor to a candidate who withdrew', async () => {
    const { recruiter } = world.people
    const { id, candidate } = await world.application(await world.job())
    const made = await world.offerTo(id)
    await world.act(recruiter, made, 'withdraw')
    const jobs = await app.sql<{ data: object }>(
      `select data from pgboss.job where name = 'notify' and data ->> 'event' = 'proposal.made'`,
    )
    const late = await transaction(null, write => mailsAbout(write, noticeData.parse(jobs[0]!.data)))
    expect(late).toEqual([])
    expect((await mailsOf('proposal.withdrawn')).to).toEqual(emails(candidate))
  })

  it('tells of its end when nobody answered', async () => {
    const { recruiter } = world.people
    const { id, candidate } = await world.application(await world.job())
    await world.offerTo(id)
    await app.sql(
      `update proposal set expires_at = now() where status = 'open' and kind = 'employment_offer'`,
    )
    await forget()
    await expireProposals(new Date(Date.now() + 1_000))
    const mails = await mailsOf('proposal.expired')
    expect(mails.to).toEqual(expect.arrayContaining(emails(recruiter, candidate)))
    expect(mails.of(candidate)!.text).toContain('not answered in time')
  })
})

describe('a shortlist', () => {
  it('goes to those who decide, as a pseudonym where it is blind, and not once it is decided', async () => {
    const { recruiter, client, manager, candidate } = world.people
    const { staffing, employer: company } = world
    const job = await makeJob({ company, staffing, by: manager, blind: true })
    await assign(job, 'recruiter', { user: recruiter }, manager)
    await assign(job, 'hiring_manager', { user: client }, manager)
    const id = await makeApplication(job, candidate, { stage: 'screening' })
    const proposed = await app.call(recruiter, 'POST', `/applications/${id}/shortlist`)
    expect(proposed.status, JSON.stringify(proposed.body)).toBe(200)
    const jobs = await app.sql<{ data: object }>(
      `select data from pgboss.job where name = 'notify' and data ->> 'event' = 'shortlist.proposed'`,
    )
    const mails = await mailsOf('shortlist.proposed')
    expect(mails.to).toEqual(emails(client))
    const mail = mails.of(client)!
    expect(mail.subject).toMatch(/^Candidate \S+ is proposed to you$/)
    expect(mail.text).toContain(`/jobs/${job}/shortlist`)
    expect(JSON.stringify(mail)).not.toContain(candidate.name)

    await sqlOf(database().orm.em.fork())
      .updateTable('application')
      .set({ shortlist: 'rejected' })
      .where('id', '=', id)
      .execute()
    const late = await transaction(null, write => mailsAbout(write, noticeData.parse(jobs[0]!.data)))
    expect(late).toEqual([])
  })
})

describe('a placement', () => {
  it('is told to both companies as it goes, and says nothing of money', async () => {
    const { recruiter, client, manager } = world.people
    const { id, candidate } = await world.hire({ bound: { fee } })
    const made = await mailsOf('placement.made')
    expect(made.to).toEqual(emails(manager))
    expect(made.of(manager)!.subject).toBe(`${candidate.name} is hired`)

    const later = { status: 'postponed', startsOn: day(20), version: 1, reason: 'Notice period.' }
    expect((await world.change(client, id, later)).status).toBe(200)
    const postponed = await mailsOf('placement.postponed')
    expect(postponed.to).toEqual(emails(recruiter, manager))
    const { body } = await app.call(recruiter, 'GET', `/placements/${id}`)
    const joined = await world.change(recruiter, id, {
      status: 'joined',
      joinedOn: day(-3),
      version: body.version,
    })
    expect(joined.status, JSON.stringify(joined.body)).toBe(200)
    const came = await mailsOf('placement.joined')
    expect(came.to).toEqual(emails(client, manager))
    for (const { text, html } of [...made.all, ...postponed.all, ...came.all])
      expect(text + html).not.toMatch(feeWords)
  })

  it('is told when it falls through', async () => {
    const { recruiter, client, manager } = world.people
    const { id, candidate } = await world.hire()
    await forget()
    const fell = { status: 'fell_through', version: 1, reason: 'Took another offer.' }
    expect((await world.change(recruiter, id, fell)).status).toBe(200)
    const mails = await mailsOf('placement.fell_through')
    expect(mails.to).toEqual(emails(client, manager))
    expect(mails.of(candidate)).toBeUndefined()
  })
})
