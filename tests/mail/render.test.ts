import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embeddableJson } from '../../templates/helpers.ts'
import { exactTime, initials, relativeWords } from '../../templates/web/words.ts'
import { mails, type MailData, type MailTemplate } from '../../templates/mail/catalog.ts'
import { replyHint, replyMarker } from '../../templates/mail/reply-marker.ts'
import { renderMail, renderPage, watchTemplates } from '../../templates/render.ts'

const url = 'https://hirewire.test/a/0190f0c2-7a3e-7d4e-9a55-1f2e3d4c5b6a?token=aZ09-_&then=%2Fboard'
const settingsUrl = 'https://hirewire.test/settings/notifications'
const unsubscribeUrl = 'https://hirewire.test/unsubscribe/0190f0c2.messages.aZ09-_'
const templates = join(import.meta.dirname, '../../templates')

const meeting = {
  title: 'Technical conversation',
  sentence: 'You interview Jonas Weber for Engineer.',
  facts: [{ label: 'How long', value: '60 minutes' }],
  because: 'you sit in this interview',
  url,
  settingsUrl,
}

const samples: { [Template in MailTemplate]: MailData<Template> } = {
  'verification-code': { name: 'Jonas Weber', code: '482913', minutes: 10 },
  'reset-password': { name: 'Jonas Weber', url, minutes: 60 },
  'account-exists': { name: 'Jonas Weber', url },
  'password-changed': { name: 'Jonas Weber' },
  invitation: { inviterName: 'Maya Lind', companyName: 'Nordwerk', roleLabel: 'recruiter', url, days: 7 },
  'application-received': { jobTitle: 'Engineer', companyName: 'Nordwerk', url, settingsUrl },
  'application-new': { candidateName: 'Jonas Weber', jobTitle: 'Engineer', url, settingsUrl },
  'application-progress': {
    jobTitle: 'Engineer',
    companyName: 'Nordwerk',
    progressLabel: 'In review',
    sentence: 'Somebody is reading your application.',
    url,
    settingsUrl,
  },
  'application-moved': {
    headline: 'Jonas Weber moved to Interview',
    sentence: 'Maya Lind moved Jonas Weber from Screening to Interview, for Engineer.',
    jobTitle: 'Engineer',
    reason: 'Strong on SQL.\nAsks well.',
    url,
    settingsUrl,
  },
  'submission-proposed': {
    byName: 'Maya Lind',
    byCompanyName: 'Lind Search',
    jobTitle: 'Engineer',
    companyName: 'Nordwerk',
    isNew: false,
    url,
    days: 14,
    settingsUrl,
  },
  'submission-answered': {
    candidateName: 'Jonas Weber',
    jobTitle: 'Engineer',
    decision: 'declined',
    reason: 'Too far away.',
    url,
    settingsUrl,
  },
  'interview-slots': {
    ...meeting,
    sentence: 'Please choose one of these times for your interview.',
    slots: ['Mon 26 Oct 2026, 14:00 Europe/Berlin (UTC+1)', 'Tue 27 Oct 2026, 09:00 Europe/Berlin (UTC+1)'],
  },
  'interview-invitation': { ...meeting, when: 'Mon 26 Oct 2026, 14:00 Europe/Berlin (UTC+1)' },
  'interview-changed': { ...meeting, when: 'Mon 26 Oct 2026, 15:00 Europe/Berlin (UTC+1)' },
  'interview-cancelled': {
    title: 'Technical conversation',
    sentence: 'The interview does not take place.',
    because: 'you were to sit in this interview',
    url,
    settingsUrl,
  },
  'invoice-issued': {
    number: 'INV-2026-0007',
    sellerName: 'Nordlicht Talent',
    candidateName: 'Jonas Weber',
    jobTitle: 'Engineer',
    amount: '18,000.00\u00a0EUR',
    due: '14 May 2026',
    payment: [{ label: 'IBAN', value: 'DE89 3704 0044 0532 0130 00' }],
    url,
  },
  'credit-note-issued': {
    number: 'CN-2026-0001',
    invoiceNumber: 'INV-2026-0007',
    sellerName: 'Nordlicht Talent',
    candidateName: 'Jonas Weber',
    jobTitle: 'Engineer',
    amount: '9,000.00\u00a0EUR',
    why: 'Left on 14 May.',
    left: 'Nothing is left to be paid.',
    url,
  },
  reminder: {
    heading: '2 things wait for you, and 1 thing waits for others',
    own: [
      {
        title: 'Decide on Candidate 3F2A',
        job: 'Engineer',
        since: 'Mon 2 Mar 2026, 10:00 UTC',
        url: 'https://hirewire.test/applications/1',
      },
      {
        title: 'Pay invoice INV-2026-0001, due on Tue 3 Mar 2026',
        url: 'https://hirewire.test/applications/1',
      },
    ],
    late: [
      {
        title: 'Jonas Weber waits for a decision',
        since: 'Mon 2 Mar 2026, 10:00 UTC',
        url: 'https://hirewire.test/applications/2',
        reminded: 'Clara Client',
      },
    ],
    more: 3,
    url,
    whyUrl: 'https://hirewire.test/reminders/explain',
    settingsUrl,
  },
  news: {
    title: 'You have an offer for Engineer',
    sentence: 'Nordwerk',
    facts: [
      { label: 'Salary', value: '€72,000 a year' },
      { label: 'Note', value: 'With a bicycle.\nOr a train ticket.' },
    ],
    label: 'Read and answer',
    because: 'you are one of those who agree on it',
    url,
    settingsUrl,
  },
  updates: {
    topic: 'Engineer',
    lines: [
      {
        words: 'Jonas Weber is proposed to you',
        url: 'https://hirewire.test/jobs/1/shortlist',
        detail: 'Engineer · Maya Lind',
      },
      { words: 'Ada Early moved to Offer', url: 'https://hirewire.test/applications/2' },
    ],
    more: 2,
    url,
    settingsUrl,
    unsubscribeUrl,
  },
  'thread-messages': {
    topic: 'The discussion of Jonas Weber',
    jobTitle: 'Engineer',
    companyName: 'Nordwerk',
    earlier: 2,
    messages: [
      {
        by: 'Maya Lind',
        at: '5 Mar 2026, 14:00',
        html: '<p>A <strong>strong</strong> yes:</p><ul><li>SQL</li></ul>',
      },
      { by: 'Clara Client', at: '5 Mar 2026, 14:02', html: '<p>Agreed.</p>' },
    ],
    zone: 'Europe/Berlin',
    reply: { hint: replyHint, marker: replyMarker },
    because: 'somebody wrote in a thread that you take part in',
    url,
    settingsUrl,
  },
  'posting-approval': { jobTitle: 'Engineer', companyName: 'Nordwerk', url, settingsUrl },
  'posting-decision': {
    jobTitle: 'Engineer',
    decision: 'returned',
    reason: 'Add the salary.',
    url,
    settingsUrl,
  },
  digest: {
    name: 'Maya Lind',
    weekly: false,
    waiting: [
      {
        words: 'Decide on Jonas Weber',
        url: 'https://hirewire.test/applications/1',
        detail: 'Engineer, for 2 d 3 h',
      },
    ],
    moreWaiting: 2,
    postings: [
      {
        title: 'Engineer',
        lines: [
          { words: 'Jonas Weber applied', url: 'https://hirewire.test/applications/2', detail: 'Tue 14:00' },
        ],
      },
    ],
    moreNews: 12,
    unread: 13,
    url,
    settingsUrl,
  },
}
const names = Object.keys(samples) as MailTemplate[]

// Only here may any template meet any data: to see that it is refused, or survives it.
const render = (name: MailTemplate, data: object) => renderMail(name, data as never)
const withEvery = (name: MailTemplate, value: (text: string) => string) =>
  Object.fromEntries(
    Object.entries(samples[name]).map(([field, sample]) => [
      field,
      typeof sample === 'string' &&
      !['url', 'settingsUrl', 'unsubscribeUrl', 'whyUrl', 'code', 'decision'].includes(field)
        ? value(sample)
        : sample,
    ]),
  )
const occurrences = (text: string, part: string) => text.split(part).length - 1

test('the catalog and the files name the same mails', () => {
  const files = readdirSync(join(templates, 'mail')).filter(file => file.endsWith('.hbs'))
  expect(files.map(file => file.replace('.hbs', '')).toSorted()).toEqual(Object.keys(mails).toSorted())
})

describe.each(names)('%s', name => {
  test('renders with one heading, the reason at the foot, and nothing from elsewhere', () => {
    const { subject, html } = render(name, samples[name])
    expect(subject).toMatch(/^\S.{5,149}$/)
    expect(occurrences(html, '<h1')).toBe(1)
    expect(html).toContain('You get this because')
    expect(html).toContain('prefers-color-scheme: dark')
    expect(html).not.toMatch(/<(img|link|script|iframe|form)\b|@import|url\(|\bsrc=|\son\w+=/i)
    expect(html).not.toContain('undefined')
    expect([...html.matchAll(/https?:\/\/([^/"]+)/g)].every(([, host]) => host === 'hirewire.test')).toBe(
      true,
    )
  })

  test('has one button if there is somewhere to go', () => {
    const { html } = render(name, samples[name])
    expect(occurrences(html, 'class="button"')).toBe('url' in samples[name] ? 1 : 0)
  })

  test('reads well as text alone', () => {
    const { text } = render(name, samples[name])
    expect(text).not.toMatch(/<\w|&\w+;|\[|\n{3}|undefined/)
    expect(text).toContain('\n---\n\nYou get this because')
    if ('url' in samples[name]) {
      expect(occurrences(text, url)).toBe(1)
      expect(text).toMatch(/\n\n[A-Z][\w ]+: https:\/\/\S+\n\n/)
    }
    if ('settingsUrl' in samples[name]) expect(occurrences(text, settingsUrl)).toBe(1)
    if ('unsubscribeUrl' in samples[name])
      expect(text).toContain(`\nGet no more mails of this kind: ${unsubscribeUrl}`)
  })

  test('shows markup in names as text', () => {
    const { html, text } = render(
      name,
      withEvery(name, sample => `${sample}<img src=x onerror=alert(1)>"'{{url}}`),
    )
    expect(html).not.toMatch(/<img/i)
    expect(text).not.toContain('&lt;')
  })

  test('keeps the subject on one line, whatever the names hold', () => {
    const { subject } = render(
      name,
      withEvery(name, sample => `${sample}\r\nBcc: all@example.com\u2028\u202e\u0000x`),
    )
    // oxlint-disable-next-line no-control-regex
    expect(subject).not.toMatch(/[\u0000-\u001f\u007f\u2028\u2029\u202e]/)
  })

  test('survives words that are far too long', () => {
    const { subject } = render(
      name,
      withEvery(name, sample => sample + ' very'.repeat(2_000)),
    )
    expect([...subject].length).toBeLessThanOrEqual(150)
  })

  test('refuses to go out with a hole in it', () => {
    const own: Partial<Record<MailTemplate, string>> = {
      'verification-code': 'name',
      invitation: 'companyName',
      news: 'sentence',
      'thread-messages': 'reply',
    }
    const optional = ['settingsUrl', 'unsubscribeUrl', 'reason', own[name]]
    for (const field of Object.keys(samples[name])) {
      const { [field]: _, ...rest } = samples[name] as Record<string, unknown>
      if (optional.includes(field)) expect(() => render(name, rest), field).not.toThrow()
      else expect(() => render(name, rest), field).toThrow(field)
    }
    expect(() =>
      render(
        name,
        withEvery(name, () => ' '),
      ),
    ).toThrow(`Mail ${name} lacks data`)
    expect(() => render(name, { ...samples[name], typo: 1 })).toThrow('typo')
  })
})

test('links are http only: escaping would not stop javascript:', () => {
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', '/relative', 'ftp://hirewire.test/x'])
    expect(() => renderMail('reset-password', { name: 'Jonas', url: bad, minutes: 5 })).toThrow('url')
  expect(
    renderMail('reset-password', { name: 'Jonas', url: 'http://localhost:3000/x', minutes: 5 }).text,
  ).toContain('http://localhost:3000/x')
})

test('an approval and a return read differently, and a reason keeps its lines', () => {
  const approved = renderMail('posting-decision', { jobTitle: 'Engineer', decision: 'approved', url })
  expect(approved.subject).toBe('Approved: Engineer')
  expect(approved.text).not.toContain('reason')
  const moved = renderMail('application-moved', samples['application-moved'])
  expect(moved.text).toContain('> Strong on SQL.\n> Asks well.')
})

test('one minute is not minutes', () => {
  const { text } = renderMail('verification-code', { code: '123456', minutes: 1 })
  expect(text).toContain('for 1 minute.')
  expect(text).toContain('Hello,')
})

describe('pages', () => {
  let folder: string
  const page = (name: string, source: string) => writeFileSync(join(folder, `${name}.hbs`), source)
  const path = (name: string) => join(relative(join(templates, 'web'), folder), name)

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'))
  })
  afterAll(() => {
    watchTemplates(false)
    rmSync(folder, { recursive: true })
  })

  test('have the helpers', () => {
    page(
      'helpers',
      `{{#if (eq stage "offer")}}yes{{else}}no{{/if}}|{{initials name}}|{{plural cards "card"}}|{{plural one "person" "people"}}` +
        `|{{relativeTime at now=now zone="Europe/Berlin"}}|{{dateTime at zone="Europe/Berlin"}}|{{dateTime none}}`,
    )
    const at = '2026-03-05T13:00:00Z'
    const now = new Date('2026-03-05T16:10:00Z')
    const data = { stage: 'offer', name: 'Jonas Weber', cards: 1200, one: 1, at, now, none: null }
    const exact = 'datetime="2026-03-05T13:00:00.000Z" title="2026-03-05 14:00:00 GMT+01:00 (Europe/Berlin)"'
    expect(renderPage(path('helpers'), data)).toBe(
      `yes|JW|1,200 cards|1 person|<time ${exact} data-time="relative">3 hours ago</time>|<time ${exact} data-time="exact">5 Mar 2026, 14:00</time>|`,
    )
  })

  test('refuse to render what the data has not', () => {
    page('strict', 'Hello {{nobody}}')
    expect(() => renderPage(path('strict'), {})).toThrow('nobody')
  })

  test('carry data that cannot close its script element', () => {
    page('json', '<script type="application/json">{{json data}}</script>')
    const data = { name: '</script><script>alert(1)//&\u2028', list: [1, null] }
    const html = renderPage(path('json'), { data })
    const inside = html.slice('<script type="application/json">'.length, -'</script>'.length)
    expect(inside).not.toMatch(/[<>&\u2028]/)
    expect(JSON.parse(inside)).toEqual(data)
  })

  test('are read once, and again after a change only while watched', () => {
    page('changing', 'first')
    expect(renderPage(path('changing'), {})).toBe('first')
    page('changing', 'second')
    utimesSync(join(folder, 'changing.hbs'), 1, 1)
    expect(renderPage(path('changing'), {})).toBe('first')
    watchTemplates()
    expect(renderPage(path('changing'), {})).toBe('second')
  })
})

describe('helpers', () => {
  const now = new Date('2026-03-05T12:00:00Z')
  const from = (seconds: number) => relativeWords(new Date(now.getTime() + seconds * 1000), now)

  test('time in words', () => {
    expect([0, -59, -60, -3599, -7200, -86_400, 86_400, -8 * 86_400, -400 * 86_400].map(from)).toEqual([
      'just now',
      'just now',
      '1 minute ago',
      '59 minutes ago',
      '2 hours ago',
      'yesterday',
      'tomorrow',
      'last week',
      'last year',
    ])
  })

  test('the exact time knows summer from winter', () => {
    expect(exactTime(new Date('2026-07-01T22:30:00Z'), 'Europe/Berlin')).toBe(
      '2026-07-02 00:30:00 GMT+02:00 (Europe/Berlin)',
    )
    expect(exactTime(now, 'UTC')).toMatch(/^2026-03-05 12:00:00 GMT(\+00:00)? \(UTC\)$/)
  })

  test('initials of all kinds of names', () => {
    expect(['Jonas Weber', ' maya ', 'Ana María de la Cruz', 'étienne Ω', '', null].map(initials)).toEqual([
      'JW',
      'M',
      'AC',
      'ÉΩ',
      '?',
      '?',
    ])
  })

  test('nothing is null in JSON', () => {
    expect(embeddableJson(undefined)).toBe('null')
  })
})
