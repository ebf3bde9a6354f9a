import type { z } from 'zod'
import { labelOf } from '../../templates/web/board-view.ts'
import type { changesAnswer, ChangeKind } from '../boards/answers.ts'

type Changes = z.output<typeof changesAnswer>
type Change = Changes['data'][number]

const counted: Record<ChangeKind, string> = {
  moved: 'moved',
  new: 'new',
  proposed: 'proposed',
  taken_back: 'taken back',
  rejected: 'rejected',
  withdrawn: 'withdrew',
  reopened: 'came back',
}

type Words = (change: Change, who: string | undefined) => string

const sentences: Record<ChangeKind, Words> = {
  moved: ({ application, from, to }, who) => {
    const way = `${from ? `from ${labelOf(from)} ` : ''}to ${labelOf(to)}`
    return who ? `${who} moved ${application.candidate} ${way}` : `${application.candidate} went ${way}`
  },
  new: ({ application }) => `${application.candidate} is new`,
  proposed: ({ application }, who = 'Somebody') => `${who} proposed ${application.candidate} to the client`,
  taken_back: ({ application }, who = 'Somebody') =>
    `${who} took back the proposal of ${application.candidate}`,
  rejected: ({ application, from }, who) => {
    const where = from ? ` in ${labelOf(from)}` : ''
    return who
      ? `${who} rejected ${application.candidate}${where}`
      : `${application.candidate} was rejected${where}`
  },
  withdrawn: ({ application }) => `${application.candidate} withdrew`,
  reopened: ({ application }) => `${application.candidate} took the application up again`,
}

/** “3 moved, 1 new, 1 rejected”, and each of them in a sentence; nothing where nothing happened. */
export const changesView = ({ since, whole, counts, complete, data }: Changes) => {
  const kinds = (Object.keys(counted) as ChangeKind[]).filter(kind => counts[kind])
  if (!since || !kinds.length) return null
  return {
    since,
    whole,
    counts: kinds.map(kind => `${counts[kind]} ${counted[kind]}`).join(', '),
    complete,
    list: data
      .map(change => ({
        words: sentences[change.kind](change, change.by?.name),
        href: `/applications/${change.application.id}`,
        at: change.at,
      }))
      .toReversed(),
  }
}
