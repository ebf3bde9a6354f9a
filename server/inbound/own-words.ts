import EmailReplyParser from 'email-reply-parser'
import { compile } from 'html-to-text'
import { replyHint, replyMarker } from '../../templates/mail/reply-marker.ts'
import { env } from '../env.ts'
import type { InboundMail } from './schema.ts'

/** What mail programs put around what they quote. */
const quotes = [
  'blockquote[type=cite]',
  'blockquote.gmail_quote',
  '.gmail_quote',
  '.gmail_attr',
  '.moz-cite-prefix',
  '.yahoo_quoted',
  '.protonmail_quote',
  '#appendonsend',
  '#divRplyFwdMsg',
  '#mail-editor-reference-message-container',
]
const skipped = [...quotes, 'img', 'hr', 'style', 'script', 'title']

const fromHtml = compile({
  wordwrap: false,
  limits: { maxDepth: 100, maxChildNodes: 2_000 },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    ...skipped.map(selector => ({ selector, format: 'skip' })),
  ],
})

const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** More than anybody reads. What lies behind it is not looked at; what they wrote is far shorter, or too long anyhow. */
const mostRead = 100_000

/** The text of a mail: the provider's idea of what was answered, where it is the beginning of what was sent. */
const textOf = ({ TextBody, HtmlBody, StrippedTextReply }: InboundMail) => {
  const text = TextBody.slice(0, mostRead)
  const stripped = squeezed(StrippedTextReply.slice(0, mostRead))
  if (stripped && squeezed(text).startsWith(stripped)) return StrippedTextReply.slice(0, mostRead)
  return text.trim() ? text : fromHtml(HtmlBody.slice(0, 2 * mostRead))
}

/** Neither what a database cannot hold nor what nobody sees; line ends as everywhere. */
const cleaned = (text: string) =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\ufeff\u200b\u2060\u202a-\u202e\u2066-\u2069\ue000]/gu, '')
    .replaceAll('\u00a0', ' ')

const ownAddress = () => /[^\s<>]+@[^\s<>]+/.exec(env().MAIL_FROM)?.[0]?.toLowerCase() ?? ''

const hasDate = (line: string) => /\d{4}|\d{1,2}[:.h]\d{2}/.test(line)

/** Whether “On Tue, 24 Nov 2026 at 10:15, Hirewire” stands above a line that was broken before our address. */
const isBroken = (above: string, line: string) =>
  hasDate(above) && above.length > 40 && !hasDate(line) && !/^\W*\p{L}+\s?:/u.test(line)

/** Everything above the mail that is answered: that begins with our marker, or where somebody is named as its sender. */
const aboveQuote = (text: string) => {
  const lines = text.split('\n')
  const address = ownAddress()
  const isOurs = (line: string) =>
    line.includes(replyHint) ||
    line.includes(replyMarker) ||
    (address !== '' && line.toLowerCase().includes(address))
  const first = lines.findIndex(isOurs)
  if (first < 0) return text
  return lines.slice(0, isBroken(lines[first - 1] ?? '', lines[first]!) ? first - 1 : first).join('\n')
}

/** No line in which a mail program names a sender is longer; the parser’s patterns would take minutes over some that are. */
const longestLine = 300
/** As much as the parser reads in a moment, in characters. */
const mostParsed = 6_000
const held = (index: number) => `\ue000${index}\ue000`

/** Without quotes in between, the line that announces them, and signatures, in the languages that the parser knows. */
const withoutQuotes = (text: string) => {
  const lines = text.split('\n')
  const isLong = (line: string) => line.length > longestLine && !/^\s*>/.test(line)
  const short = lines.map((line, index) => (isLong(line) ? held(index) : line.slice(0, longestLine)))
  const parsed = short.join('\n')
  if (parsed.length > mostParsed) return lines.filter(line => !line.startsWith('>')).join('\n')
  return new EmailReplyParser()
    .parseReply(parsed)
    .replaceAll(/\ue000(\d+)\ue000/g, (_held, index: string) => lines[Number(index)] ?? '')
}

/** What somebody wrote in answer, and nothing of what they answered to. Empty if they wrote nothing. */
export const ownWords = (mail: InboundMail) =>
  withoutQuotes(aboveQuote(cleaned(textOf(mail).slice(0, mostRead))))
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()

const mostNamed = 5

/** What went with the mail and is not taken, by name; pictures inside of the text, such as a logo, are not spoken of. */
export const notTaken = ({ Attachments }: InboundMail) => {
  const names = Attachments.filter(({ ContentID }) => !ContentID).map(({ Name }) =>
    cleaned(Name)
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, 80)
      .replaceAll(/[\\`*_{}[\]<>#|~!&]/g, String.raw`\$&`),
  )
  if (!names.length) return ''
  const more = names.length - mostNamed
  const list = names.slice(0, mostNamed).map(name => `“${name || 'a file'}”`)
  return `Not taken from the mail: ${[...list, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`
}
