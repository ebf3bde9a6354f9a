import { cleaned } from './mail-text.ts'
import type { InboundMail } from './schema.ts'

const mostNamed = 5
const longestName = 80

/** On one line, and without a character that Markdown would read. */
const shown = (name: string) =>
  cleaned(name.slice(0, 2 * longestName))
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, longestName)
    .toWellFormed()
    .replaceAll(/[\\`*_{}[\]<>#|~!&]/g, String.raw`\$&`)

/** What went with the mail and is not taken, by name; pictures inside of the text, such as a logo, are not spoken of. */
export const notTaken = ({ Attachments }: InboundMail) => {
  const files = Attachments.filter(({ ContentID }) => !ContentID)
  if (!files.length) return ''
  const names = files.slice(0, mostNamed).map(({ Name }) => `“${shown(Name) || 'a file'}”`)
  const more = files.length - mostNamed
  return `Not taken from the mail: ${[...names, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`
}
