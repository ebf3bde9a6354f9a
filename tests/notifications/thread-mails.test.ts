import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { renderMail } from '../../templates/render.ts'
import { replyHint } from '../../templates/mail/reply-marker.ts'
import { sendWaitingMails } from '../../server/notifications/send-waiting.ts'
import { threadMail } from '../../server/notifications/thread-mails.ts'
import { transaction } from '../../server/transaction.ts'
import { inboundEnv, mailOf, postMail } from '../inbound/mailbox.ts'
import { makeThreadWorld, sayAt, type ThreadWorld } from '../threads/seats.ts'
import { hirewire } from '../support/hirewire.ts'
import { jobsDone } from '../support/jobs-done.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeJob } from '../support/world.ts'

const app = hirewire({ worker: true, env: inboundEnv })
let world: ThreadWorld
beforeAll(async () => {
  world = await makeThreadWorld()
  // Nobody sleeps: when these tests run is not what they are about.
  await app.sql(`insert into preference (user_id, quiet_from, quiet_to, updated_at)
    select id, '00:00', '00:00', now() from users`)
})

type Kind = Parameters<typeof sayAt>[3]
const say = (person: Person, text: string, kind: Kind = 'discussion', application = world.application) =>
  kind === 'negotiation'
    ? sayAt(app, person, `/jobs/${world.job}`, kind, text)
    : sayAt(app, person, `/applications/${application}`, kind, text)

/** The mail that this person gets of these messages now, as it would go out. */
const mailTo = async (person: Person, said: { id: string; threadId: string }[]) => {
  const burst = { userId: person.id, threadId: said[0]!.threadId, messageIds: said.map(({ id }) => id) }
  const made = await transaction(null, async write => (await threadMail(write, burst)) ?? null)
  if (made?.template !== 'thread-messages') return null
  return { ...made, ...renderMail('thread-messages', made.data) }
}

describe('the mail of a thread', () => {
  it('tells everything that was written in a burst, in order, once', async () => {
    const { recruiter, manager, client } = world.people
    const said = [
      await say(recruiter, 'One of five'),
      await say(recruiter, 'Two of five'),
      await say(manager, 'Three of *five*'),
      await say(recruiter, 'Four of five'),
      await say(manager, 'Five of five'),
    ]
    const mail = (await mailTo(client, said.toReversed()))!
    expect(mail.text.match(/\w+ of \*?five/g)).toEqual(
      ['One', 'Two', 'Three', 'Four', 'Five'].map(word => `${word} of five`),
    )
    expect(mail.html).toContain('Three of <em>five</em>')
    expect(mail.text).toContain(recruiter.name)
    expect(mail.text).toContain(manager.name)
    expect(mail.text).toContain(`/applications/${world.application}`)
    expect(mail).toMatchObject({ to: client.email, userId: client.id, urgency: 'grace' })
  })

  it('stands with the others of its thread in mail programs', async () => {
    const { recruiter, client } = world.people
    const [one, two] = [await say(recruiter, 'First'), await say(recruiter, 'Second')]
    const [first, second] = [(await mailTo(client, [one]))!, (await mailTo(client, [two]))!]
    expect(second.subject).toBe(first.subject)
    expect(second.headers!.References).toBe(first.headers!.References)
    expect(second.headers!['Message-ID']).not.toBe(first.headers!['Message-ID'])
    expect(second.headers!['Message-ID']).toMatch(/^<[\w.-]+@hirewire\.test>$/)
    expect(second.headers).toMatchObject({
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
    })
    expect(second.key).not.toBe(first.key)
    const other = (await mailTo(client, [await say(recruiter, 'Twenty', 'negotiation')]))!
    expect(other.headers!.References).not.toBe(first.headers!.References)
  })

  it('says each time as its reader’s clock showed it', async () => {
    const { recruiter, client } = world.people
    const said = await say(recruiter, 'What time is it?')
    await app.sql(`update message set created_at = '2026-11-24T23:30:00Z' where id = $1`, [said.id])
    await app.sql(`update users set zone = 'Asia/Tokyo' where id = $1`, [client.id])
    const mail = (await mailTo(client, [said]))!
    expect(mail.text).toContain('25 Nov 2026, 08:30')
    expect(mail.text).toContain('Asia/Tokyo')
    await app.sql(`update users set zone = 'UTC' where id = $1`, [client.id])
  })

  it('names the thread as the feed does', async () => {
    const { recruiter, client, candidate } = world.people
    const subject = async (person: Person, kind: Kind, from = recruiter) =>
      (await mailTo(person, [await say(from, 'Hello', kind)]))!.subject
    const [job] = await app.sql<{ title: string }>('select title from job_posting where id = $1', [world.job])
    const { title } = job!
    expect(await subject(client, 'discussion')).toBe(`The discussion of ${candidate.name}, ${title}`)
    expect(await subject(client, 'negotiation')).toBe(`The negotiation of ${title}`)
    expect(await subject(candidate, 'candidate')).toBe(`Your application for ${title}`)
    expect(await subject(recruiter, 'candidate', candidate)).toBe(`The talk with ${candidate.name}, ${title}`)
  })

  it('is none where everything is read, and only the rest where some is', async () => {
    const { recruiter, client } = world.people
    const said = [await say(recruiter, 'Early news'), await say(recruiter, 'Late news')]
    const read = (upTo: number) => app.call(client, 'POST', `/threads/${said[0]!.threadId}/read`, { upTo })
    await read(said[0]!.number)
    const mail = (await mailTo(client, said))!
    expect(mail.text).not.toContain('Early news')
    expect(mail.text).toContain('Late news')
    await read(said[1]!.number)
    expect(await mailTo(client, said)).toBeNull()
  })

  it('says what is there now: edited words, and nothing that was taken back', async () => {
    const { recruiter, client } = world.people
    const said = [await say(recruiter, 'Former words'), await say(recruiter, 'Regretted words')]
    await app.call(recruiter, 'PATCH', `/messages/${said[0]!.id}`, { text: 'Better words', version: 1 })
    await app.call(recruiter, 'DELETE', `/messages/${said[1]!.id}`)
    const mail = (await mailTo(client, said))!
    expect(mail.text).toContain('Better words')
    expect(mail.html).not.toMatch(/Former|Regretted/)
    expect(await mailTo(client, [said[1]!])).toBeNull()
  })

  it('is none of one’s own words', async () => {
    const { client } = world.people
    expect(await mailTo(client, [await say(client, 'My own')])).toBeNull()
  })

  it('is only of this thread, whatever is asked for', async () => {
    const { recruiter, client, candidate } = world.people
    const theirs = await say(candidate, 'MARKER-candidate', 'candidate')
    const said = await say(recruiter, 'For the client')
    const mail = (await mailTo(client, [said, theirs]))!
    expect(mail.html).toContain('For the client')
    expect(mail.html).not.toContain('MARKER-candidate')
  })

  it('goes to nobody who may not read it, or not any more', async () => {
    const { recruiter, candidate, candidate2, otherClient, agency, outsideRecruiter, manager } = world.people
    const said = [await say(recruiter, 'MARKER-discussion')]
    for (const person of [candidate, candidate2, otherClient, agency, outsideRecruiter])
      expect(await mailTo(person, said), person.role).toBeNull()
    expect(await mailTo(manager, said)).not.toBeNull()
    await app.sql('update users set company_id = $2 where id = $1', [manager.id, world.otherStaffing])
    expect(await mailTo(manager, said)).toBeNull()
    await app.sql('update users set company_id = $2 where id = $1', [manager.id, world.staffing])
    await app.sql('update users set deactivated_at = now() where id = $1', [manager.id])
    expect(await mailTo(manager, said)).toBeNull()
    await app.sql('update users set deactivated_at = null where id = $1', [manager.id])
  })

  it('tells a client nothing of who a blind card is', async () => {
    const { recruiter, client, manager, candidate2 } = world.people
    const { staffing, employer: company } = world
    const job = await makeJob({ company, staffing, by: manager, blind: true })
    await assign(job, 'recruiter', { user: recruiter }, manager)
    await assign(job, 'hiring_manager', { user: client }, manager)
    const options = { stage: 'screening', shortlist: 'proposed' } as const
    const blind = await makeApplication(job, candidate2, options)
    const mail = (await mailTo(client, [await say(recruiter, 'Worth a look', 'discussion', blind)]))!
    expect(mail.subject).toMatch(/^The discussion of Candidate /)
    expect(JSON.stringify(mail)).not.toContain(candidate2.name)
  })

  it('shows the last thirty, and how many came before', async () => {
    const { recruiter, client } = world.people
    const said = []
    for (let number = 1; number <= 33; number++) said.push(await say(recruiter, `Number ${number}.`))
    const mail = (await mailTo(client, said))!
    expect(mail.text).toContain('3 earlier messages are not shown here.')
    expect(mail.text).not.toContain('Number 3.')
    expect(mail.text).toContain('Number 4.')
    expect(mail.text).toContain('Number 33.')
  })

  it('shows what somebody typed as what it is: no tag, no picture, no script', async () => {
    const { recruiter, client } = world.people
    const text =
      '**Hi** <img src=x onerror=alert(1)>\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))'
    const { html } = (await mailTo(client, [await say(recruiter, text)]))!
    expect(html).toContain('<strong>Hi</strong>')
    expect(html).not.toMatch(/<img|<script|href="javascript/i)
  })
})

describe('answering it', () => {
  it('works from the mail itself: its address, and what is quoted is cut off', async () => {
    const { recruiter, client } = world.people
    const said = await say(recruiter, 'Shall we meet?')
    const mail = (await mailTo(client, [said]))!
    expect(mail.text.startsWith(replyHint)).toBe(true)
    const TextBody = `Gladly.\n\nOn Tuesday, ${recruiter.name} wrote:\n\n${mail.text.replaceAll(/^/gm, '> ')}`
    const { body } = await postMail(app, mailOf(client, mail.headers!['Reply-To']!, { TextBody }))
    expect(body).toEqual({ outcome: 'taken' })
    const { body: list } = await app.call(recruiter, 'GET', `/threads/${said.threadId}/messages?limit=1`)
    expect(list.data[0]).toMatchObject({ text: 'Gladly.', by: { id: client.id } })
  })

  it('is not offered to whoever only reads', async () => {
    const { recruiter, unassignedClient } = world.people
    const mail = (await mailTo(unassignedClient, [await say(recruiter, 'Twenty', 'negotiation')]))!
    expect(mail.headers).not.toHaveProperty('Reply-To')
    expect(mail.text).not.toContain(replyHint)
  })
})

describe('a burst', () => {
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  const mailsTo = async ({ email }: Person) => {
    await jobsDone(app)
    return app.sql<{ text: string; headers: Record<string, string> }>(
      `select * from dev_mail where recipient = $1 and tag = 'thread-messages' order by created_at`,
      [email],
    )
  }
  beforeEach(async () => {
    await jobsDone(app)
    await app.sql('delete from waiting_mail')
    await app.sql(`delete from dev_mail`)
    await app.sql('update notification set read_at = now(), seen_at = now()')
  })

  it('is one mail, once it has been unread for a while, and who has looked gets none', async () => {
    const { recruiter, client, interviewer } = world.people
    const said = []
    for (const text of ['One', 'Two', 'Three', 'Four', 'Five']) said.push(await say(recruiter, `${text}!`))
    await jobsDone(app)
    await sendWaitingMails(new Date())
    expect(await mailsTo(client)).toEqual([])
    await app.call(interviewer, 'POST', `/threads/${said[0]!.threadId}/read`, { upTo: said[4]!.number })
    await jobsDone(app)
    await Promise.all([sendWaitingMails(later(15)), sendWaitingMails(later(15))])
    const mails = await mailsTo(client)
    expect(mails).toHaveLength(1)
    expect(mails[0]!.text.match(/(One|Two|Three|Four|Five)!/g)).toHaveLength(5)
    expect(mails[0]!.headers).toMatchObject({ 'Reply-To': expect.stringMatching(/^reply\+/) as string })
    expect(await mailsTo(interviewer)).toEqual([])
    expect(await mailsTo(recruiter)).toEqual([])
    await sendWaitingMails(later(30))
    expect(await mailsTo(client)).toHaveLength(1)
  })
})
