import { dayWords } from '../../templates/web/words.ts'
import { placementRow } from '../placements/queries.ts'
import type { Words } from './kind.ts'
import { card, type CardFacts, type Subject } from './subjects.ts'

/** The days of a placement in words; null where there is none. */
interface PlacementFacts extends CardFacts {
  startsOn: string | null
  joinedOn: string | null
  leftOn: string | null
}

const inWords = (day: string | null) => day && dayWords(day)

/** What became of a hire, to those who may see the application. */
export const placement: Subject<PlacementFacts> = async (write, notice, listeners) => {
  const [heard, row] = await Promise.all([
    card(write, notice, listeners),
    placementRow(write.sql, notice.placementId!),
  ])
  const { starts_on, joined_on, left_on } = row
  const days = { startsOn: inWords(starts_on), joinedOn: inWords(joined_on), leftOn: inWords(left_on) }
  return heard.map(({ facts, ...rest }) => ({ ...rest, facts: { ...facts, ...days } }))
}

/** The two companies read the same of it. */
export const bothCompanies = (words: Words<PlacementFacts>) => ({
  recruiters: words,
  managers: words,
  hiringManagers: words,
})
