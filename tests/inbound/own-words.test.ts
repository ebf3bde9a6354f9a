import { beforeAll, describe, expect, it } from 'vitest'
import { notTaken, ownWords } from '../../server/inbound/own-words.ts'
import { inboundMail } from '../../server/inbound/schema.ts'
import { replyHint, replyMarker } from '../../templates/mail/reply-marker.ts'
import { testVariables } from '../support/hirewire.ts'

beforeAll(() => void Object.assign(process.env, testVariables))

const sender = 'Hirewire <no-reply@hirewire.example>'
const ours = `${replyHint}\n\n${replyMarker}\n\nThe discussion of Cara\n\nRita Recruiter, 24 Nov 2026, 10:15\nSECRET-QUOTE What do you think?\n\nOpen the thread: https://hirewire.test/x`
const quoted = ours.replaceAll(/^/gm, '> ')

const parse = (fields: object) =>
  inboundMail.parse({ MessageID: 'x', FromFull: { Email: 'a@b.example' }, ...fields })
const ofText = (TextBody: string) => ownWords(parse({ TextBody }))
const ofHtml = (HtmlBody: string) => ownWords(parse({ HtmlBody }))

describe('what somebody wrote in a text', () => {
  it.each([
    ['Gmail', `Yes, let us meet.\n\nOn Tue, Nov 24, 2026 at 10:15 AM ${sender} wrote:\n\n${quoted}`],
    [
      'Gmail, wrapped',
      `Yes, let us meet.\n\nOn Tue, Nov 24, 2026 at 10:15 AM Hirewire for Acme Recruiting\n<no-reply@hirewire.example> wrote:\n\n${quoted}`,
    ],
    ['Apple Mail', `Yes, let us meet.\n\n> On 24 Nov 2026, at 10:15, ${sender} wrote:\n> \n${quoted}`],
    ['Apple Mail, in a row', `Yes, let us meet.\nOn 24 Nov 2026, at 10:15, Hirewire wrote:\n${quoted}`],
    [
      'Outlook',
      `Yes, let us meet.\r\n\r\n________________________________\r\nFrom: ${sender}\r\nSent: Tuesday, November 24, 2026 10:15\r\nTo: Clara <c@x.example>\r\nSubject: The discussion of Cara\r\n\r\n${ours}`,
    ],
    [
      'Outlook in German',
      `Yes, let us meet.\n\nVon: ${sender}\nGesendet: Dienstag, 24. November 2026 10:15\nAn: Clara <c@x.example>\nBetreff: The discussion of Cara\n\n${ours}`,
    ],
    [
      'Outlook in French',
      `Yes, let us meet.\n\nDe : ${sender}\nEnvoyé : mardi 24 novembre 2026 10:15\nÀ : Clara\nObjet : The discussion of Cara\n\n${ours}`,
    ],
    [
      'Outlook, with bold labels',
      `Yes, let us meet.\n\n*From:* ${sender}\n*Sent:* Tuesday\n*To:* Clara\n\n${ours}`,
    ],
    ['Outlook, original message', `Yes, let us meet.\n\n-----Original Message-----\n${ours}`],
    ['Thunderbird in German', `Yes, let us meet.\n\nAm 24.11.26 um 10:15 schrieb Hirewire:\n${quoted}`],
    [
      'Gmail in German',
      `Yes, let us meet.\n\nAm Di., 24. Nov. 2026 um 10:15 Uhr schrieb ${sender}:\n\n${quoted}`,
    ],
    [
      'Gmail in French',
      `Yes, let us meet.\n\nLe mar. 24 nov. 2026 à 10:15, ${sender} a écrit :\n\n${quoted}`,
    ],
    [
      'a language that nobody here knows',
      `Yes, let us meet.\n\nDne út 24. 11. 2026 v 10:15 ${sender} napsal(a):\n\n${quoted}`,
    ],
    [
      'a phone',
      `Yes, let us meet.\n\nSent from my iPhone\n\n> On 24 Nov 2026, at 10:15, ${sender} wrote:\n> \n${quoted}`,
    ],
    ['a signature', `Yes, let us meet.\n\n-- \nClara Client\nAcme Ltd, +44 20 7946 0000\n\n${quoted}`],
    [
      'Gmail, below a line with a time',
      `Yes, let us meet.\nOn Tue, Nov 24, 2026 at 10:15 AM ${sender} wrote:\n\n${quoted}`,
    ],
    ['no quote at all', 'Yes, let us meet.'],
  ])('is found above what they answer to: %s', (_program, text) => {
    expect(ofText(text)).toBe('Yes, let us meet.')
  })

  it('keeps its lines, its lists and what it says in between', () => {
    const text = `Two things:\n\n* one\n* two\n\n${quoted}\n\nAnd a last word.`
    expect(ofText(text).startsWith('Two things:\n\n* one\n* two')).toBe(true)
    expect(ofText('First line\nsecond line')).toBe('First line\nsecond line')
  })

  it('keeps a paragraph that is one long line', () => {
    const long = `${'word '.repeat(200)}end.`
    expect(ofText(`${long}\n\nOn Tue, Nov 24, 2026 at 10:15 AM ${sender} wrote:\n${quoted}`)).toBe(long)
  })

  it('keeps a last line that speaks of a day and a time', () => {
    const text = 'We meet on 24 November 2026 at 10:15 in our office in Berlin'
    expect(ofText(`${text}\nOn Tue, Nov 24, 2026 at 10:15 AM ${sender} wrote:\n\n${quoted}`)).toBe(text)
    expect(ofText(`${text}\nVon: ${sender}\nAn: Clara\n\n${ours}`)).toBe(text)
  })

  it('is nothing where nothing was written', () => {
    expect(ofText('')).toBe('')
    expect(ofText(` \n\u00a0\n${quoted}`)).toBe('')
    expect(ofText(`On Tue, Nov 24, 2026 at 10:15 AM ${sender} wrote:\n\n${quoted}`)).toBe('')
  })

  it('is free of what cannot be stored or is not seen', () => {
    const text =
      'Gr\u00fc\u00dfe \u0000aus\ufeff \u202eM\u00fcnchen\ud83d \u{1f44d}\u0007 \ue0000\ue000 Łódź Київ 東京'
    expect(ofText(text)).toBe('Grüße aus München\ufffd 👍 0 Łódź Київ 東京')
  })

  it('is the provider’s idea of it only where that is the beginning of the text', () => {
    const TextBody = `Yes.\n\nMore of it.\n\nDne út 24. 11. 2026 napsal:\n> x`
    expect(ownWords(parse({ TextBody, StrippedTextReply: 'Yes.\n\nMore of it.' }))).toBe(
      'Yes.\n\nMore of it.',
    )
    expect(ownWords(parse({ TextBody: 'No.', StrippedTextReply: 'Transfer the money.' }))).toBe('No.')
  })
})

describe('what somebody wrote in a mail of HTML alone', () => {
  it.each([
    [
      'Gmail',
      `<div dir="ltr">Yes, <b>let us</b> meet.</div><br><div class="gmail_quote"><div class="gmail_attr">On Tue wrote:<br></div><blockquote class="gmail_quote"><p>${replyHint}</p>SECRET-QUOTE</blockquote></div>`,
    ],
    [
      'Apple Mail',
      `<html><body>Yes, let us meet.<br><div><blockquote type="cite"><div>On 24 Nov 2026, at 10:15, Hirewire wrote:</div>SECRET-QUOTE</blockquote></div></body></html>`,
    ],
    [
      'Outlook',
      `<style>p{color:red}</style><p>Yes, let us meet.</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Hirewire &lt;no-reply@hirewire.example&gt;<br><b>Sent:</b> Tuesday</div><div><p>${replyHint}</p><p>SECRET-QUOTE</p></div>`,
    ],
  ])('is found above what they answer to: %s', (_program, html) => {
    expect(ofHtml(html)).toMatch(/^Yes, (let us|let us) meet\.$/)
  })

  it('is text: no script, no style, no picture', () => {
    const words = ofHtml(
      '<p>Hello &amp; goodbye</p><script>alert(1)</script><style>a{}</style><img src="https://track.example/x.gif" alt="logo">',
    )
    expect(words).toBe('Hello & goodbye')
  })
})

describe('mails that nobody wrote by hand', () => {
  const patient = (run: () => unknown) => {
    const start = performance.now()
    run()
    return performance.now() - start
  }
  it.each([
    ['a line of a megabyte', 'a'.repeat(1_000_000)],
    ['a line of names', '2026from<'.repeat(100_000)],
    ['lines that begin a quote', 'Op schreef: x\n'.repeat(50_000)],
    ['lines of another', '在 写道\n'.repeat(50_000)],
    ['empty lines', '\n'.repeat(500_000)],
    ['quotes', '> '.repeat(300_000)],
    ['dates', 'On a b Am um schrieb <2026-12.12.12:12 '.repeat(10_000)],
  ])('are read in a moment: %s', (_kind, text) => {
    expect(patient(() => ofText(text))).toBeLessThan(2_000)
    expect(patient(() => ofText(text.slice(0, 5_900)))).toBeLessThan(2_000)
  })

  it('are read in a moment: HTML that is nested deep, or wide', () => {
    expect(patient(() => ofHtml('<div>'.repeat(100_000)))).toBeLessThan(2_000)
    expect(patient(() => ofHtml('<p>x</p>'.repeat(100_000)))).toBeLessThan(2_000)
    expect(patient(() => ofHtml(`<blockquote>${'<'.repeat(200_000)}`))).toBeLessThan(2_000)
  })
})

describe('files that came with it', () => {
  it('are named, and cannot say anything else', () => {
    const Attachments = [
      { Name: 'CV *Cara*.pdf' },
      { Name: '[x](https://evil.example)\n# Hired' },
      { Name: 'logo.png', ContentID: 'logo@x' },
      { Name: '' },
    ]
    expect(notTaken(parse({ Attachments }))).toBe(
      String.raw`Not taken from the mail: “CV \*Cara\*.pdf”, “\[x\](https://evil.example) \# Hired”, “a file”`,
    )
    expect(notTaken(parse({}))).toBe('')
    const many = Array.from({ length: 8 }, (_, index) => ({ Name: `${index}.pdf` }))
    expect(notTaken(parse({ Attachments: many }))).toMatch(/, 3 more$/)
  })
})
