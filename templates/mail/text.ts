import { compile, type FormatCallback } from 'html-to-text'

/** `Open the board: https://…`, on one line however long, so that no reader's client breaks the address. */
const link: FormatCallback = (element, walk, builder) => {
  builder.startNoWrap()
  const { href } = element.attribs as { href: string }
  const [only, ...others] = element.children as { data?: string }[]
  // An address that somebody wrote down, and that was made a link: once is enough.
  if (!others.length && only?.data === href) builder.addInline(href)
  else {
    walk(element.children, builder)
    builder.addInline(`: ${href}`)
  }
  builder.stopNoWrap()
}

const button: FormatCallback = (element, walk, builder, options) => {
  builder.openBlock({ leadingLineBreaks: 2 })
  link(element, walk, builder, options)
  builder.closeBlock({ trailingLineBreaks: 2 })
}

/** Makes the text part of a mail from its HTML, written to be read as if it were the only part. */
export const toText = compile({
  wordwrap: 76,
  formatters: { link, button },
  selectors: [
    { selector: 'h1', options: { uppercase: false, leadingLineBreaks: 2 } },
    { selector: 'div.message > table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    { selector: 'h2', options: { uppercase: false, leadingLineBreaks: 2 } },
    { selector: 'a', format: 'link' },
    { selector: 'a.button', format: 'button' },
    { selector: 'hr', options: { length: 3 } },
    { selector: 'img', format: 'skip' },
    { selector: '.preview', format: 'skip' },
    { selector: '.brand', format: 'skip' },
  ],
})
