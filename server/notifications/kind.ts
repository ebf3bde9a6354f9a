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

/** Of one subject: the words per audience. Somebody who is in several reads those of the first. */
export const tell = <Facts>(
  subject: Subject<Facts>,
  words: Partial<Record<AudienceName, Words<Facts>>>,
): Kind => ({
  audiences: Object.keys(words) as AudienceName[],
  lines: async (write, notice, listeners) => {
    const heard = await subject(write, notice, listeners)
    return heard.flatMap(({ listener: { actor, audience }, facts, frame }) => {
      const said = words[audience]!(facts)
      if (said === null) return []
      return [{ ...frame, ...(typeof said === 'string' ? { title: said } : said), userId: actor.id }]
    })
  },
})

/** Different words for different subjects of one event: the panel of a cancelled interview, and the others. */
export const tellBoth = (first: Kind, second: Kind): Kind => ({
  audiences: [...first.audiences, ...second.audiences],
  lines: async (write, notice, listeners) =>
    (
      await Promise.all(
        [first, second].map(kind =>
          kind.lines(
            write,
            notice,
            listeners.filter(({ audience }) => kind.audiences.includes(audience)),
          ),
        ),
      )
    ).flat(),
})
