import { compile, type FormatCallback } from 'html-to-text'
import { replyMarker } from '../../templates/mail/reply-marker.ts'
import type { InboundMail } from './schema.ts'

/** More than the longest mail of ours and an answer to it. What lies behind is not looked at. */
const mostRead = 200_000

/** What holds a quote from its beginning to its end, beside `blockquote`: people write above and below it. */
const closed = ['.yahoo_quoted', '#mail-editor-reference-message-container']
/** Where a quote begins that nothing ends. */
const open = ['#appendonsend', '#divRplyFwdMsg']
const signatures = [
  '.gmail_signature_prefix',
  '.gmail_signature',
  '.moz-signature',
  '.protonmail_signature_block',
]
const skipped = ['.moz-cite-prefix', ...signatures, 'img', 'hr', 'style', 'script', 'title']

const line =
  (text: string): FormatCallback =>
  (_element, _walk, builder) => {
    builder.openBlock({ leadingLineBreaks: 2 })
    builder.addLiteral(text)
    builder.closeBlock({ trailingLineBreaks: 2 })
  }
const quoted = line('>')
const ours = line(replyMarker)

/** A quote; but Gmail and others indent with it what somebody writes, and then it has no border. */
const blockquote: FormatCallback = (element, walk, builder, options) => {
  const { type, class: name = '', style = '' } = element.attribs as Record<string, string | undefined>
  const isIndented = /border:\s{0,9}none/.test(style) && type !== 'cite' && !/quote/i.test(name)
  if (!isIndented) return quoted(element, walk, builder, options)
  builder.openBlock({ leadingLineBreaks: 2 })
  walk(element.children, builder)
  builder.closeBlock({ trailingLineBreaks: 2 })
}

/** Gmail’s line above a quote. Above a mail that is passed on it has dashes, and that mail is not marked. */
const attribution: FormatCallback = (element, ...rest) => {
  const [first] = element.children as { data?: string }[]
  if (/^\s{0,9}--/.test(first?.data ?? '')) ours(element, ...rest)
}

/** As a mail program would have written the same as text: what is quoted is one line that is marked as such. */
const fromHtml = compile({
  wordwrap: false,
  limits: { maxDepth: 100, maxChildNodes: 2_000 },
  formatters: { quoted, ours, attribution, blockquote },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    { selector: 'blockquote', format: 'blockquote' },
    ...closed.map(selector => ({ selector, format: 'quoted' })),
    ...open.map(selector => ({ selector, format: 'ours' })),
    { selector: '.gmail_attr', format: 'attribution' },
    ...skipped.map(selector => ({ selector, format: 'skip' })),
  ],
})

const mostOpen = 1_000
const neverOpen = new Set(['br', 'hr', 'img', 'meta', 'link', 'input', 'col', 'wbr', 'area', 'base'])

/** Whether more elements are open at once than any program writes: the parser takes the square of their number. */
const isDeep = (html: string) => {
  const open = new Map<string, number>()
  let total = 0
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][^\s<>/]*)/gi)) {
    const tag = name.toLowerCase()
    const before = open.get(tag) ?? 0
    const change = end ? -Math.min(before, 1) : neverOpen.has(tag) ? 0 : 1
    open.set(tag, before + change)
    total += change
    if (total > mostOpen) return true
  }
  return false
}

/** Neither what a database cannot hold nor what nobody sees; line ends as everywhere. */
export const cleaned = (text: string) =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\ufeff\u200b\u2060\u202a-\u202e\u2066-\u2069]/gu, '')
    .replaceAll('\u00a0', ' ')

/** What a mail says: its text, or its HTML as text where it has no other. */
export const textOf = ({ TextBody, HtmlBody }: InboundMail) => {
  const text = TextBody.slice(0, mostRead)
  if (text.trim()) return cleaned(text)
  const html = HtmlBody.slice(0, mostRead)
  return isDeep(html) ? '' : cleaned(fromHtml(html))
}
