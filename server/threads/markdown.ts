import { Marked, type Tokens } from 'marked'
import sanitize from 'sanitize-html'

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Under the headings of the page that it is shown on. */
const largestHeading = 4

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    // Tags are shown as they were typed: nothing that somebody wrote gets lost.
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escape(text),
    image: ({ href, text }: Tokens.Image) => `<a href="${escape(href)}">${escape(text || href)}</a>`,
    checkbox: ({ checked }: Tokens.Checkbox) => (checked ? '☑ ' : '☐ '),
    heading({ depth, tokens }: Tokens.Heading) {
      const level = Math.min(6, depth + largestHeading - 1)
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`
    },
  },
})

const noAttributes: sanitize.Attributes = {}
const link = /^(https?:\/\/|mailto:)/i

const plainElements =
  'p br hr strong em del code pre blockquote a h4 h5 h6 ul ol li table thead tbody tr th td'.split(' ')

const allowed: sanitize.IOptions = {
  allowedTags: plainElements,
  allowedAttributes: { a: ['href', 'rel', 'target'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    a: (_tag, { href = '' }) =>
      link.test(href)
        ? { tagName: 'a', attribs: { href, rel: 'nofollow noopener noreferrer', target: '_blank' } }
        : { tagName: 'span', attribs: noAttributes },
  },
}

/**
 * A line that opens more than eight quotes and lists at once, each inside of the other, is shown as it was typed: the
 * parser calls itself for each, and four thousand of them are more than a stack holds.
 */
const tooDeep = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){9,}/gm
const flatten = (text: string) => text.replaceAll(tooDeep, markers => markers.replace(/\S/, String.raw`\$&`))

/** More signs than anybody writes: the parser looks for the partner of each among all of them. */
const mostSigns = 400
const isWritten = (text: string) => (text.match(/[*_~`[\]|&<]/g)?.length ?? 0) <= mostSigns

const asTyped = (text: string) => `<p>${escape(text).replaceAll('\n', '<br>')}</p>`

/** What the parser cannot read it throws for, such as a quoted list that is empty: that is shown as it was typed. */
const parse = (text: string) => {
  if (!isWritten(text)) return asTyped(text)
  try {
    return marked.parse(flatten(text), { async: false })
  } catch {
    return asTyped(text)
  }
}

/** The last texts that were asked for: the same messages are shown again and again. */
const known = new Map<string, string>()
const mostKnown = 1_000

/**
 * Markdown as HTML that is safe to show: an allow-list of plain elements, links to http, https and mail addresses, no
 * images, and the writer's own HTML as text.
 */
export const toHtml = (text: string): string => {
  const before = known.get(text)
  if (before !== undefined) return before
  const html = sanitize(parse(text), allowed).trim()
  if (known.size === mostKnown) known.delete(known.keys().next().value!)
  known.set(text, html)
  return html
}
