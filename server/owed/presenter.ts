import type { Actor } from '../actor.ts'
import { audienceOf, cutOf } from '../applications/policy.ts'
import { presentApplication } from '../applications/presenter.ts'
import type { ApplicationRow } from '../applications/queries.ts'
import type { OwedRow } from './queries.ts'
import { rules, type RuleName } from './rules.ts'

type Place = Pick<OwedRow, 'job_id' | 'application_id'>
const application = ({ application_id }: Place) => `/applications/${application_id}`
const board = ({ job_id }: Place) => `/jobs/${job_id}/board`

/** Where each is done. */
const places: Record<RuleName, (row: Place) => string> = {
  'job-approval': () => '/boards',
  'terms-approval': ({ job_id }) => `/jobs/${job_id}/negotiation`,
  'recruiter-missing': board,
  'assignment-idle': board,
  'posting-acceptance': () => '/my-applications',
  'interview-answer': application,
  feedback: application,
  'shortlist-action': application,
  'interview-scheduling': application,
  'interview-choice': application,
  'candidate-selection': application,
  'offer-making': application,
  'offer-answer': application,
  'counter-answer': application,
}

/** Something that the reader owes; the candidate as they know them. */
export const presentOwed = (
  row: OwedRow,
  reader: Actor,
  {
    title,
    card,
    hold,
  }: { title: string; card: ApplicationRow | undefined; hold: { until: Date | null } | undefined },
) => {
  const shown = card && presentApplication[cutOf(audienceOf(reader))](card)
  return {
    rule: row.rule,
    subject: { kind: rules[row.rule].subject, id: row.subject_id },
    job: { id: row.job_id, title },
    ...(card && {
      application: {
        id: card.id,
        ...(shown && 'candidate' in shown && { candidate: shown.candidate.name }),
      },
    }),
    since: row.since.toISOString(),
    url: places[row.rule](row),
    ...(hold && { hold: { until: hold.until?.toISOString() ?? null } }),
  }
}
