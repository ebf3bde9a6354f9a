import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { ownWords } from '../../server/inbound/own-words.ts'
import { inboundMail } from '../../server/inbound/schema.ts'
import { testVariables } from '../support/hirewire.ts'
import {
  address,
  marked,
  markingPages,
  markingPrograms,
  ours,
  plainPages,
  plainPrograms,
  sender,
} from './programs.ts'

beforeAll(() => void Object.assign(process.env, testVariables))

const read = (fields: object) =>
  ownWords(inboundMail.parse({ MessageID: 'x', FromFull: { Email: 'a@b.example' }, ...fields }))
const ofText = (TextBody: string) => read({ TextBody })
const ofHtml = (HtmlBody: string) => read({ HtmlBody })

const words = {
  above: 'Yes, let us meet.',
  between: 'Tuesday is fine.',
  below: 'Her pay we talk about then.',
}
const { above, between, below } = words
const layouts = [
  [{ above }, above],
  [{ below }, below],
  [{ between }, between],
  [{ above, below }, `${above}\n\n${below}`],
  [{ above, between, below }, `${above}\n\n${between}\n\n${below}`],
  [{ between, below }, `${between}\n\n${below}`],
  [{}, ''],
] as const

describe('where each quoted line is marked, what was written is found above, below and between them', () => {
  it.each(Object.entries(markingPrograms))('%s', (_program, mailOf) => {
    for (const [written, whole] of layouts) {
      expect(ofText(mailOf(written))).toBe(whole)
      expect(ofText(mailOf(written).replaceAll('\n', '\r\n')), 'CRLF').toBe(whole)
    }
  })

  it.each(Object.entries(markingPages))('in HTML: %s', (_program, pageOf) => {
    for (const [written, whole] of layouts)
      expect(ofHtml(pageOf(written)).replaceAll(/\n+/g, '\n')).toBe(whole.replaceAll(/\n+/g, '\n'))
  })
})

describe('where no quoted line is marked, what was written is found above them, and nothing is taken of what follows', () => {
  it.each(Object.entries(plainPrograms))('%s', (_program, quote) => {
    expect(ofText(`${above}\n\n${quote}\n\n${below}`)).toBe(above)
    expect(ofText(`${above}\n${quote}`)).toBe(above)
    expect(ofText(quote)).toBe('')
  })

  it.each(Object.entries(plainPages))('in HTML: %s', (_program, quote) => {
    expect(ofHtml(`<html><style>p{color:red}</style><p>${above}</p>${quote}<p>${below}</p>`)).toBe(above)
    expect(ofHtml(quote)).toBe('')
  })
})

describe('what a program puts below a text is not taken', () => {
  it.each([
    'Sent from my iPhone',
    'Sent from Outlook for Android<https://aka.ms/AAb9ysg>',
    'Sent from Yahoo Mail for iPhone',
    'Von meinem iPhone gesendet',
    'Gesendet mit der GMX Mail App',
    'Envoyé de mon iPhone',
    'Télécharger Outlook pour iOS<https://aka.ms/o0ukef>',
    'Enviado desde mi iPhone',
    'Wysłane z iPhone’a',
    'Στάλθηκε από το iPhone μου',
    'Надіслано з iPhone',
    '-- \nClara Client\nAcme Ltd, +44 20 7946 0000',
    'Sent from my iPhone\n\n-- \nClara',
  ])('%s', foot => {
    expect(ofText(`${above}\n\n${foot}\n`)).toBe(above)
    expect(
      ofText(`${above}\n\n${foot}\n\nOn 24 Nov 2026, at 10:15, ${sender} wrote:\n\n${marked(ours)}`),
    ).toBe(above)
    expect(ofText(`${marked(ours)}\n\n${below}\n\n${foot}\n`)).toBe(below)
    expect(ofText(`${above}\n\n${foot}\n\n${marked(ours)}\n\n${below}\n`)).toBe(`${above}\n\n${below}`)
  })
})

describe('whoever writes like a machine is taken whole', () => {
  it.each([
    ['a greeting in the middle', 'Good news!\n\nCheers,\n\nOne more thing: not on Monday.'],
    ['days and times', 'From: Monday 10:00\nTo: Monday 11:00\nDate: 24 Nov 2026\n\nDoes that suit you?'],
    ['labels with an address', 'Name: Bob\nPhone: 123\nEmail: bob@x.example\n\nHe is the one.'],
    ['our address', `Is ${address} yours? I got a mail of it.\n\nI wonder.`],
    ['our address with a label', `Address: ${address}\n\nIs this yours?`],
    ['a rule', 'First\n\n-----\n\nSecond\n--\nThird'],
    ['a line that ends with a colon', 'On 24 Nov 2026 at 10:15 I can do this:\n\n* one\n* two'],
    ['a heading with dashes', '--- Experience ---\n\nTen years.'],
    [
      'what it was sent from',
      'Sent from my phone: the signed contract, to your office.\n\nAnd the rest tomorrow.',
    ],
    ['what it was sent by', 'Envoyé par mail hier'],
    ['what it was sent from, in short', 'Sent from my phone: the signed contract'],
    ['a phone', 'iPhone is fine'],
    ['an arrow', '-> yes\n\n<- no'],
  ])('%s', (_what, text) => {
    expect(ofText(text)).toBe(text)
    expect(ofText(`${text}\n\nOn 24/11/2026 10:15, Hirewire wrote:\n${marked(ours)}`)).toBe(text)
  })
})

describe('lines that were broken to be sent', () => {
  it('are put together where they say so', () => {
    const text =
      'I would like to meet her on Tuesday, but not before eleven, since I have \nanother meeting until then. \nBring the references.\n\n* this one which is long enough to be broken somewhere in the middle \n* that one'
    expect(ofText(text)).toBe(
      'I would like to meet her on Tuesday, but not before eleven, since I have another meeting until then.\nBring the references.\n\n* this one which is long enough to be broken somewhere in the middle\n* that one',
    )
  })

  it('stay quoted where a program marked only their beginning', () => {
    const quote =
      '> SECRET-ONE Could you please tell me whether Tuesday would be a good day for\nyou to meet\n> her, or rather Wednesday?'
    expect(ofText(`${quote}\nTuesday.\n> And where?\nhere\n`)).toBe('Tuesday.\n\nhere')
  })

  it('are answered right below an address that fills its line', () => {
    const quote = '> Change what we send you: https://hirewire.example/settings/notifications'
    expect(ofText(`${quote}\nyes, gladly`)).toBe('yes, gladly')
  })
})

it('a line of somebody’s own stays, however close it is to the one that announces a quote', () => {
  const text = 'We meet on 24 November 2026 at 10:15 in our office in Berlin'
  expect(ofText(`${text}\nOn Tue, Nov 24, 2026 at 10:15 AM ${sender} wrote:\n\n${marked(ours)}`)).toBe(text)
  const long = 'We meet in our office in Berlin, where there is room for all of us'
  expect(ofText(`${long}\nHirewire wrote:\n\n${marked(ours)}`)).toBe(long)
  expect(ofText(`${text}\nVon: ${sender}\nAn: Clara\n\n${ours}`)).toBe(text)
})

it('right to left is as good as the other way', () => {
  const text = '\u200fנפגש ביום שלישי, בשעה 10:15.'
  expect(ofText(markingPrograms['Gmail in Hebrew']!({ above: text }))).toBe(text)
  expect(ofText(`${text}\n\n\u200f> SECRET\n\u202b> SECRET\u202c`)).toBe(text)
})

it('nothing that is marked is ever taken, and nothing of somebody’s own that stands apart is lost', () => {
  const own = fc.constantFrom('Yes.', 'Not before ten', 'So be it:', 'Am I wrong?', '10:15 is fine', '* one')
  const quote = fc.constantFrom(
    '> SECRET',
    '>SECRET: x',
    '> > SECRET wrote:',
    ' > SECRET',
    '> On 24.11.2026 10:15 SECRET wrote:',
  )
  const announced = fc.constantFrom(
    `On 24 Nov 2026 at 10:15, ${sender} wrote:`,
    `-----Original Message-----\nFrom: ${sender}\nSubject: SECRET`,
    `Sent from my iPhone\n\nAm 24.11.26 um 10:15 schrieb Hirewire:`,
  )
  const block = fc.oneof(
    own.map(line => ({ own: [line], text: line })),
    fc.tuple(fc.option(announced), fc.array(quote, { minLength: 1, maxLength: 4 })).map(([above, lines]) => ({
      own: [],
      text: [...(above === null ? [] : [above, '']), ...lines].join('\n'),
    })),
  )
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), blocks => {
      const text = blocks.map(each => each.text).join('\n\n')
      expect(ofText(text)).toBe(blocks.flatMap(each => each.own).join('\n\n'))
    }),
    { numRuns: 2_000 },
  )
})

it('the provider’s idea of it, which ends at the first quote, is not asked', () => {
  const TextBody = markingPrograms.Gmail!({ above, below })
  expect(read({ TextBody, StrippedTextReply: above })).toBe(`${above}\n\n${below}`)
  expect(read({ TextBody: above, StrippedTextReply: 'Transfer the money.' })).toBe(above)
})
