import { replyHint, replyMarker } from '../../templates/mail/reply-marker.ts'
import { env } from '../env.ts'
import { isBroken, type Line } from './lines.ts'
import { fromLabels, originalMessage, otherLabels, passedOn, subjectLabels, wrote } from './program-words.ts'

const mostLines = { head: 12, attribution: 4 }
/** As `-----Original Message-----`, and then `From: …`. */
const mostAnnouncements = 3

/** We, as whose mail is answered, in small letters. */
const sender = () => {
  const [, name = '', address = ''] = /^"?([^"<]*)"?\s*<?([^\s<>]+@[^\s<>]+)>?$/.exec(env().MAIL_FROM) ?? []
  return { name: name.trim().toLowerCase(), address: address.toLowerCase() }
}
const names = (bare: string, what: string) => what !== '' && bare.toLowerCase().includes(what)

const isOf =
  (...known: Set<string>[]) =>
  ({ label }: Line) =>
    label !== undefined && known.some(labels => labels.has(label))
const isFrom = isOf(fromLabels)
const isSubject = isOf(subjectLabels)
const isField = isOf(fromLabels, subjectLabels, otherLabels)

/** Of how many lines a head of a mail is that begins here: `From: … Sent: … To: … Subject: …`. 0 if none does. */
const headAt = (lines: Line[], at: number) => {
  const { address } = sender()
  if (!isField(lines[at]!) && !(lines[at]!.label && names(lines[at]!.bare, address))) return 0
  let end = at
  while (end < lines.length && end - at < mostLines.head && (lines[end]!.label || !lines[end]!.bare)) end++
  const fields = lines.slice(at, end).filter(({ label }) => label)
  const isAnswered = fields.length > 1 && fields.some(({ bare }) => names(bare, address))
  // “From: Monday. To: Friday.” is somebody’s own.
  const isMail = fields.some(field => isSubject(field) || (isFrom(field) && field.bare.includes('@')))
  return isAnswered || (isMail && fields.some(isFrom) && fields.filter(isField).length > 1) ? end - at : 0
}

const hasDate = (bare: string) => /\p{Nd}{4}|\p{Nd}{1,2}[:.h]\p{Nd}{2}/u.test(bare)

/** Whether a line names who wrote what follows: `surely`, or only if that turns out to be marked as quoted. */
const attribution = (bare: string) => {
  if (!/[:：]$/.test(bare)) return undefined
  const { name, address } = sender()
  const isOurs = names(bare, address)
  const isNamed = bare.includes('@') || names(bare, name)
  const isDated = hasDate(bare)
  const saysWrote = wrote.test(bare)
  if (!isOurs && !saysWrote && !(isDated && isNamed)) return undefined
  return { surely: (saysWrote && isDated && isNamed) || (isOurs && (saysWrote || isDated)), isDated }
}

/** `On Tue, 24 Nov 2026 at 10:15, Hirewire <…> wrote:`, in however many lines. */
const attributionAt = (lines: Line[], at: number) => {
  const said = (from: number, count: number) =>
    attribution(
      lines
        .slice(from, from + count)
        .map(({ bare }) => bare)
        .join(' '),
    )
  for (let count = 1; count <= mostLines.attribution; count++) {
    const last = lines[at + count - 1]
    if (!last?.bare || last.isMarked) return undefined
    if (count > 1 && !isBroken(lines[at + count - 2]!.text, last.text)) return undefined
    // What stands above a line that says it all is somebody’s own; what was broken begins with the day.
    if (count > 1 && said(at + 1, count - 1)?.isDated) return undefined
    const whole = said(at, count)
    if (whole && (count === 1 || whole.isDated)) return { count, surely: whole.surely }
  }
  return undefined
}

const announcementAt = (lines: Line[], at: number) => {
  const { bare } = lines[at]!
  if (!bare) return undefined
  if (originalMessage.test(bare) || passedOn.test(bare)) return { count: 1, surely: true }
  const count = headAt(lines, at)
  return count ? { count, surely: true } : attributionAt(lines, at)
}

/** Whether our own mail begins here, and nothing marks it as quoted. */
const isOurs = ({ text }: Line) => {
  const said = text.replaceAll(/\s+/g, ' ')
  return said.includes(replyHint) || said.includes(replyMarker)
}

/**
 * Whether a quote begins at this line, or what a mail program writes above one. `marked`: it does after so many lines, and
 * each of its own is marked. `unmarked`: all that follows may be quoted. Undefined if the line is somebody’s own.
 */
export const quoteAt = (lines: Line[], from: number) => {
  let at = from
  let surely = false
  for (let count = 0; count <= mostAnnouncements; count++) {
    const line = lines[at]
    if (!line) break
    if (line.isMarked) return { kind: 'marked' as const, above: at - from }
    if (isOurs(line)) return { kind: 'unmarked' as const, above: at - from }
    const next = announcementAt(lines, at)
    if (!next) break
    surely ||= next.surely
    at += next.count
    while (lines[at] && !lines[at]!.text.trim()) at++
  }
  return surely ? { kind: 'unmarked' as const, above: at - from } : undefined
}
