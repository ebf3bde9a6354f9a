import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { until } from '../support/wait.ts'
import { keepAwake } from '../support/waiting-mails.ts'
import { arranging } from './arranging.ts'

interface Kept {
  tag: string
  recipient: string
  subject: string
  text: string
  attachments: { name: string; contentType: string; content: string }[]
}

/** The lines of a calendar file as they were before they were folded. */
const unfold = (text: string) => text.replace(/\r\n /g, '')

describe('the mails about an interview', () => {
  const app = hirewire({ worker: true })
  const at = arranging(app)
  beforeAll(() => keepAwake(app.sql))
  const mailTo = (recipient: string, tag: string, nth = 1) =>
    until(`${tag} to ${recipient}`, async () => {
      const rows = await app.sql<Kept>(
        'select * from dev_mail where recipient = $1 and tag = $2 order by created_at',
        [recipient, tag],
      )
      return rows[nth - 1]
    })
  const zoned = async (zones: Record<string, string>) => {
    for (const [id, zone] of Object.entries(zones))
      await app.sql('update users set zone = $2 where id = $1', [id, zone])
  }
  const calendarOf = ({ attachments: [file] }: Kept) => {
    expect(file).toMatchObject({ name: 'interview.ics' })
    return { method: /method=(\w+)/.exec(file!.contentType)![1], text: unfold(file!.content) }
  }
  const sequenceOf = (text: string) => Number(/^SEQUENCE:(\d+)/m.exec(text)![1])

  it('carry one entry through its life, in the zone and the words of each', { timeout: 60_000 }, async () => {
    const { people } = at
    const { id, candidate } = await at.freshCard()
    const { interviewer, recruiter, recruiter2 } = people
    await zoned({ [candidate.id]: 'America/New_York', [interviewer.id]: 'Asia/Kolkata' })
    const year = new Date().getUTCFullYear() + 1
    const startsAt = `${year}-06-01T14:00:00.000Z`
    const made = await at.schedule(id, {
      startsAt,
      note: 'NOTE: ask about the ovens',
      videoUrl: 'https://meet.example/bread',
    })
    const [toCandidate, toPanel] = await Promise.all([
      mailTo(candidate.email, 'interview-invitation'),
      mailTo(interviewer.email, 'interview-invitation'),
    ])
    expect(toCandidate.text).toContain(`10:00 America/New_York (UTC-4)`)
    expect(toPanel.text).toContain(`19:30 Asia/Kolkata (UTC+5:30)`)
    expect(toPanel.text).toContain('ask about the ovens')
    expect(toPanel.text).toContain(`You interview ${candidate.name}`)
    const first = { candidate: calendarOf(toCandidate), panel: calendarOf(toPanel) }
    const uid = `UID:${made.id}@${new URL(testOrigin).host}`
    for (const { method, text } of Object.values(first)) {
      expect(method).toBe('REQUEST')
      expect(text).toContain('METHOD:REQUEST')
      expect(text).toContain(uid)
      expect(text).toContain(`DTSTART:${year}0601T140000Z`)
      expect(text).toContain(`DTEND:${year}0601T150000Z`)
      expect(text).toContain('ORGANIZER;CN="Hirewire":mailto:no-reply@hirewire.example')
      expect(sequenceOf(text)).toBe(0)
    }
    // Nobody's address but the reader's, and for the candidate no note
    expect(first.candidate.text).not.toContain('NOTE')
    expect(first.panel.text).toContain('NOTE')
    for (const [mail, own, others] of [
      [toCandidate, candidate, [interviewer]],
      [toPanel, interviewer, [candidate]],
    ] as const) {
      const all = JSON.stringify([mail.text, unfold(mail.attachments[0]!.content)]).toLowerCase()
      expect(all).toContain(`mailto:${own.email}`.toLowerCase())
      for (const other of others) expect(all).not.toContain(other.email.toLowerCase())
    }
    expect(JSON.stringify(toCandidate)).not.toContain('ovens')

    const later = `${year}-06-02T14:00:00.000Z`
    await at.ask(recruiter, 'PATCH', `/interviews/${made.id}`, {
      version: 1,
      startsAt: later,
      panel: [recruiter2.id],
    })
    const changed = calendarOf(await mailTo(candidate.email, 'interview-changed'))
    expect(changed.text).toContain(uid)
    expect(changed.text).toContain(`DTSTART:${year}0602T140000Z`)
    expect(sequenceOf(changed.text)).toBe(1)
    const off = calendarOf(await mailTo(interviewer.email, 'interview-cancelled'))
    expect(off).toMatchObject({ method: 'CANCEL' })
    expect(off.text).toContain('METHOD:CANCEL')
    expect(off.text).toContain('STATUS:CANCELLED')
    expect(sequenceOf(off.text)).toBe(1)
    expect(sequenceOf(calendarOf(await mailTo(recruiter2.email, 'interview-invitation')).text)).toBe(1)

    await at.ask(recruiter, 'POST', `/interviews/${made.id}/cancel`, { reason: 'REASON of the staff' })
    for (const person of [candidate, recruiter2]) {
      const mail = await mailTo(person.email, 'interview-cancelled')
      const { method, text } = calendarOf(mail)
      expect(method).toBe('CANCEL')
      expect(text).toContain(uid)
      expect(text).toContain('STATUS:CANCELLED')
      expect(sequenceOf(text)).toBe(2)
      expect(JSON.stringify(mail)).not.toContain('REASON')
    }
  })

  it('ask the candidate to choose, in their own zone', async () => {
    const { id, candidate } = await at.freshCard()
    await zoned({ [candidate.id]: 'Australia/Lord_Howe' })
    const year = new Date().getUTCFullYear() + 1
    const made = await at.schedule(id, {
      slots: [`${year}-01-10T00:00:00.000Z`, `${year}-07-10T00:00:00.000Z`],
      note: 'NOTE for the panel',
    })
    const mail = await mailTo(candidate.email, 'interview-slots')
    expect(mail.text).toContain('11:00 Australia/Lord_Howe (UTC+11)')
    expect(mail.text).toContain('10:30 Australia/Lord_Howe (UTC+10:30)')
    expect(mail.attachments).toEqual([])
    expect(mail.text).not.toContain('NOTE')
    await at.ask(candidate, 'POST', `/interviews/${made.id}/choose`, { slotId: made.slots[1].id })
    const { text } = calendarOf(await mailTo(candidate.email, 'interview-invitation'))
    expect(text).toContain(`DTSTART:${year}0710T000000Z`)
  })
})
