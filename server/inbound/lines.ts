/** No line that a mail program writes above a quote is longer. */
const longest = 500

/** A line of a mail, with what is asked of it again and again. */
export interface Line {
  text: string
  /** Marked as quoted. */
  isMarked: boolean
  /** As it is compared: without what only says in which direction it is read. Empty if it is too long to announce anything. */
  bare: string
  /** `from` of `*From:* Hirewire`. */
  label: string | undefined
}

const labelOf = (bare: string) =>
  /^[*_]{0,2}(\p{L}[\p{L}\p{M} .]{0,24}?)\s?[*_]{0,2}\s?[:：]/u
    .exec(bare)?.[1]
    ?.replaceAll(' ', '')
    .toLowerCase()

/** The lines of a text, looked at once: a mail can have a hundred thousand. */
export const linesOf = (text: string) =>
  text.split('\n').map((line): Line => {
    const plain = line.length > longest ? '' : line.replaceAll(/[\u200e\u200f\u061c]/g, '').trim()
    return {
      text: line,
      isMarked: /^[\s\u200e\u200f\u061c]{0,3}>/.test(line),
      bare: plain,
      label: labelOf(plain),
    }
  })

/** Whether a line was broken here because the next word had no room in it. */
export const isBroken = (line: string, next: string) =>
  line.length + 1 + (/^\S+/.exec(next)?.[0].length ?? 0) > 60
