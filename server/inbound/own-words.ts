import { quoteAt } from './announcements.ts'
import { isBroken, linesOf, type Line } from './lines.ts'
import { textOf } from './mail-text.ts'
import { programs, sentFrom } from './program-words.ts'
import type { InboundMail } from './schema.ts'

/** A quoted line’s rest that a program broke off and did not mark: it was within a sentence, and had no room. */
const isRestOf = (quoted: Line, next: Line | undefined) =>
  quoted.isMarked &&
  next !== undefined &&
  !next.isMarked &&
  /\s[\p{L}\p{Nd}’'-]+,?$/u.test(quoted.text.slice(-100).trimEnd()) &&
  /^\s?\p{Ll}/u.test(next.text) &&
  isBroken(quoted.text, next.text)

/** What stands above, between and below what is quoted, piece by piece. */
const ownPieces = (lines: Line[]) => {
  const pieces: string[][] = [[]]
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const quote = line.text.trim() ? quoteAt(lines, at) : undefined
    if (quote?.kind === 'unmarked') break
    if (quote) {
      at += quote.above
      if (isRestOf(lines[at]!, lines[at + 1])) at++
      pieces.push([])
    } else pieces.at(-1)!.push(line.text)
  }
  return pieces
}

const isRule = (line: string) => /^[-_–—=]{5,}$/.test(line.trim())
const isSentFrom = (line: string) => line.length <= 100 && sentFrom.test(line.trim()) && programs.test(line)

/** Without what a program put below it: a signature, what it says of itself, the rule above a quote. */
const withoutFoot = (lines: string[]) => {
  const signature = lines.indexOf('-- ')
  const own = signature < 0 ? [...lines] : lines.slice(0, signature)
  const isFoot = (line: string) => !line.trim() || isRule(line) || isSentFrom(line)
  return own.slice(0, own.findLastIndex(line => !isFoot(line)) + 1)
}

/** Whether a line was broken to be sent, and says so with a space at its end (RFC 3676). */
const goesOn = (line: string, next: string | undefined) =>
  next?.trim() && /\S $/.test(line) && isBroken(line, next) && !/^\s*(?:[-*+•]|\d+[.)])\s/.test(next)

const joined = (lines: string[]) =>
  lines.map((line, at) => (goesOn(line, lines[at + 1]) ? line : `${line.trimEnd()}\n`)).join('')

/**
 * What somebody wrote in answer, above, below and between what they answered to, and nothing of that. Where a program
 * quotes without marking each line nobody can say where that ends: there, what stands above it is theirs. Empty if they
 * wrote nothing.
 */
export const ownWords = (mail: InboundMail) =>
  ownPieces(linesOf(textOf(mail)))
    .map(piece => joined(withoutFoot(piece)).trim())
    .filter(Boolean)
    .join('\n\n')
    .replaceAll(/\n{3,}/g, '\n\n')
