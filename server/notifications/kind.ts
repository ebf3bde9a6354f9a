import type { Write } from '../transaction.ts'
import type { AudienceName } from './audiences.ts'
import type { Notice } from './notice.ts'
import type { Told } from './presenter.ts'
import type { Frame, Listener, Subject } from './subjects.ts'

/** A line as it goes into the feed of one person. */
export type Line = Frame & Told & { userId: string }

/** Who hears of an event, and in which words. */
export interface Kind {
  audiences: AudienceName[]
  lines(write: Write, notice: Notice, listeners: Listener[]): Promise<Line[]>
}

/** What one audience reads: a title, or more that is said otherwise than the subject has it; nothing if it is not for them. */
export type Words<Facts> = (facts: Facts) => string | (Partial<Told> & { title: string }) | null

/** Of one subject: the words per audience. Somebody who is in several reads those of the first that says something. */
export const tell = <Facts>(
  subject: Subject<Facts>,
  words: Partial<Record<AudienceName, Words<Facts>>>,
): Kind => ({
  audiences: Object.keys(words) as AudienceName[],
  lines: async (write, notice, listeners) => {
    const heard = await subject(write, notice, listeners)
    return heard.flatMap(({ listener: { actor, audiences }, facts, frame }) => {
      for (const audience of audiences) {
        const said = words[audience]?.(facts)
        if (said)
          return [{ ...frame, ...(typeof said === 'string' ? { title: said } : said), userId: actor.id }]
      }
      return []
    })
  },
})

/** Of one event two subjects: who hears nothing of the first hears of the second, as a panel of an hour that is free. */
export const tellElse = (first: Kind, second: Kind): Kind => ({
  audiences: [...first.audiences, ...second.audiences],
  lines: async (write, notice, listeners) => {
    const lines = await first.lines(write, notice, listeners)
    const told = new Set(lines.map(({ userId }) => userId))
    const others = listeners.filter(({ actor }) => !told.has(actor.id))
    return [...lines, ...(await second.lines(write, notice, others))]
  },
})
