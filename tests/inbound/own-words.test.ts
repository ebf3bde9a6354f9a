import { beforeAll, describe, expect, it } from 'vitest'
import { notTaken } from '../../server/inbound/not-taken.ts'
import { ownWords } from '../../server/inbound/own-words.ts'
import { inboundMail } from '../../server/inbound/schema.ts'
import { testVariables } from '../support/hirewire.ts'
import { address, marked, ours, sender } from './programs.ts'

beforeAll(() => void Object.assign(process.env, testVariables))

const parse = (fields: object) =>
  inboundMail.parse({ MessageID: 'x', FromFull: { Email: 'a@b.example' }, ...fields })
const ofText = (TextBody: string) => ownWords(parse({ TextBody }))
const ofHtml = (HtmlBody: string) => ownWords(parse({ HtmlBody }))

describe('what somebody wrote', () => {
  it('keeps its lines, its lists and its long paragraphs', () => {
    const list = 'Two things:\n\n* one\n* two'
    expect(ofText(`${list}\n\n${marked(ours)}`)).toBe(list)
    expect(ofText('First line\nsecond line')).toBe('First line\nsecond line')
    const long = `${'word '.repeat(200)}end.`
    expect(ofText(`${long}\n\nOn Tue, Nov 24, 2026 at 10:15 AM ${sender} wrote:\n${marked(ours)}`)).toBe(long)
  })

  it('is nothing where nothing was written', () => {
    expect(ofText('')).toBe('')
    expect(ofText(` \n\u00a0\n${marked(ours)}`)).toBe('')
    expect(ofText(`On Tue, Nov 24, 2026 at 10:15 AM ${sender} wrote:\n\n${marked(ours)}`)).toBe('')
    expect(ofText(ours.replaceAll('\n', ' '))).toBe('')
  })

  it('is free of what cannot be stored or is not seen', () => {
    const text = 'Gr\u00fc\u00dfe \u0000aus\ufeff \u202eM\u00fcnchen\ud83d \u{1f44d}\u0007 Łódź Київ 東京'
    expect(ofText(text)).toBe('Grüße aus München\ufffd 👍 Łódź Київ 東京')
    expect(ofHtml('<p>a&#0;b&#xd83d;c</p>')).toBe('a\ufffdb\ufffdc')
  })

  it('is text: no script, no style, no picture', () => {
    const words = ofHtml(
      '<p>Hello &amp; goodbye</p><script>alert(1)</script><style>a{}</style><img src="https://track.example/x.gif" alt="logo">',
    )
    expect(words).toBe('Hello & goodbye')
  })

  it('is what they indented or made bold as well', () => {
    const style = 'style="margin: 0 0 0 40px; border: none; padding: 0px"'
    const quotes = ['type="cite"', 'class="gmail_quote"', ''].map(
      (kind, at) => `<blockquote ${kind} ${at < 2 ? style : ''}>SECRET</blockquote>`,
    )
    expect(ofHtml(`<blockquote ${style}><b>Yes</b></blockquote>${quotes.join('')}`)).toBe('Yes')
  })
})

describe('mails that nobody wrote by hand', () => {
  /** In ms of the processor: as long as everybody else may wait for it. */
  const aMoment = 500
  const took = (run: () => unknown) => {
    const before = process.cpuUsage()
    run()
    return process.cpuUsage(before).user / 1_000
  }
  const whole = 400_000
  const filled = (text: string) => text.repeat(Math.ceil(whole / text.length))

  it.each([
    ['a line of a megabyte', 'a'],
    ['a line of names', '2026from<'],
    ['spaces', ' '],
    ['spaces, and then a word', `${' '.repeat(199_990)}x`],
    ['spaces at the ends of lines', `${'x'.repeat(70)}${' '.repeat(400)}\n`],
    ['lines that begin a quote', 'Op schreef: x\n'],
    ['lines of another', '在 写道\n'],
    ['heads', 'From: a@b\nTo: c\n'],
    ['halves of heads', 'to:\n'],
    ['halves of heads, far apart', 'to:\n\n\n\n\n\n\n'],
    ['attributions that are not sure', 'at 10:15 he wrote:\n'],
    ['attributions that are not sure, far apart', `at 10:15 he wrote:${'\n'.repeat(200)}`],
    ['broken attributions', `10:15 ${address} ${'x'.repeat(60)}\n`],
    ['original messages', '-----Original Message-----\n'],
    ['rules', '------\n'],
    ['dashes', '-'],
    ['stars', '*'],
    ['empty lines', '\n'],
    ['lines of a letter', 'x\n'],
    ['quotes', '> '],
    ['quoted lines', '>\n'],
    ['quoted lines and others', '>\nx\n'],
    ['broken lines', `${'x'.repeat(70)} \n`],
    ['dates', 'On a b Am um schrieb <2026-12.12.12:12 '],
    ['names of programs', 'Sent from my \n'],
  ])('are read in a moment: %s', (_kind, text) => {
    expect(took(() => ofText(filled(text)))).toBeLessThan(aMoment)
  })

  it.each([
    ['nested', '<div>'],
    ['nested in headings', '<h1>'],
    ['nested, and closed by another name', '<b></x>'],
    ['nested quotes', '<blockquote type=cite>'],
    ['nested lists', '<ul><li>'],
    ['nested tables', '<table><tr><td>'],
    ['wide', '<p>x</p>'],
    ['wide in a list', '<ul><td>x</td>'],
    ['wide, inline', '<b>x</b>'],
    ['broken', '<'],
    ['attributes', '<p a=1 class="gmail_quote" id="appendonsend">'],
    ['one long attribute list', ' a=1'],
    ['entities', '&amp;'],
    ['comments', '<!--'],
    ['links', '<a href="x">y</a>'],
    ['blank', '&nbsp; '],
  ])('are read in a moment: HTML that is %s', (_kind, html) => {
    expect(took(() => ofHtml(filled(html)))).toBeLessThan(aMoment)
    expect(took(() => ofHtml(`<p ${filled(html)}`))).toBeLessThan(aMoment)
  })
})

describe('files that came with it', () => {
  it('are named, and cannot say anything else', () => {
    const Attachments = [
      { Name: 'CV *Cara*.pdf' },
      { Name: '[x](https://evil.example)\n# Hired' },
      { Name: 'logo.png', ContentID: 'logo@x' },
      { Name: '' },
      { Name: 'a\u0000\ud83d.pdf' },
    ]
    expect(notTaken(parse({ Attachments }))).toBe(
      String.raw`Not taken from the mail: “CV \*Cara\*.pdf”, “\[x\](https://evil.example) \# Hired”, “a file”, “a${'\ufffd'}.pdf”`,
    )
    expect(notTaken(parse({}))).toBe('')
    const many = Array.from({ length: 8 }, (_, index) => ({ Name: `${index}.pdf` }))
    expect(notTaken(parse({ Attachments: many }))).toMatch(/, 3 more$/)
    expect(notTaken(parse({ Attachments: [{ Name: 'x'.repeat(1_000_000) }] })).length).toBeLessThan(200)
  })
})
