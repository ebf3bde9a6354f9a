import type { HeldApplication } from '../applications/queries.ts'
import type { Write } from '../transaction.ts'
import { panelNamed } from './panel.ts'
import { seatedIn, type InterviewRow } from './queries.ts'
import { startOf, type EditInput } from './schema.ts'
import type { Party, Time } from './taken.ts'
import { timesFrom, timesOf } from './times.ts'

/** What an edit comes to. */
export interface EditPlan {
  /** The columns that change, without those of its time. */
  details: Partial<Pick<InterviewRow, 'title' | 'zone' | 'location' | 'video_url' | 'note'>>
  minutes: number
  times: Time[]
  panel: Party[]
  invited: Party[]
  uninvited: Party[]
  /** It is at another time, or takes longer or shorter. */
  isMoved: boolean
  /** A proposed one has a time at last. */
  isFixed: boolean
  /** Whoever comes has to hear of it, beyond who sits on the panel. */
  isHeard: boolean
  isChanged: boolean
}

const changedDetails = (interview: InterviewRow, { title, zone, location, videoUrl, note }: EditInput) => {
  const given = { title, zone, location, video_url: videoUrl, note }
  const names = Object.keys(given) as (keyof typeof given)[]
  const changed = names.filter(name => given[name] !== undefined && given[name] !== interview[name])
  return Object.fromEntries(changed.map(name => [name, given[name]])) as EditPlan['details']
}

/** Works out what an edit comes to. Throws 400 for a new time that has passed, or who cannot sit on the panel. */
export const planEdit = async (
  { sql, now }: Write,
  card: HeldApplication,
  interview: InterviewRow,
  input: EditInput,
): Promise<EditPlan> => {
  const { minutes = interview.minutes } = input
  const startsAt = input.startsAt === undefined ? undefined : startOf(input.startsAt)
  const isNewStart = startsAt !== undefined && startsAt.getTime() !== interview.starts_at?.getTime()
  const isMoved = isNewStart || minutes !== interview.minutes
  const times = isNewStart
    ? timesFrom([{ at: startsAt, pointer: '/startsAt' }], { minutes, now })
    : timesOf(interview, minutes)
  const seated = seatedIn(interview)
  const panel = input.panel ? await panelNamed(sql, card, input.panel, { seated }) : seated
  const without = (people: Party[], others: Party[]) =>
    people.filter(({ id }) => !others.some(other => other.id === id))
  const invited = without(panel, seated)
  const uninvited = without(seated, panel)
  const details = changedDetails(interview, input)
  const { note: _note, ...seen } = details
  const isHeard = isMoved || Object.keys(seen).length > 0
  return {
    details,
    minutes,
    times,
    panel,
    invited,
    uninvited,
    isMoved,
    isFixed: isNewStart && interview.status === 'proposed',
    isHeard,
    isChanged: isHeard || 'note' in details || invited.length + uninvited.length > 0,
  }
}
