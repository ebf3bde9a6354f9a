import type { z } from 'zod'
import { isOver, labelOf, type Reader } from '../../templates/web/board-view.ts'
import { progressTags } from '../../templates/web/waiting-words.ts'
import type { shortlistAnswer } from '../shortlists/answers.ts'
import { factsOf, type Application } from './application-facts.ts'

/** A shortlist in its reader's cut, as it was read: proposed and decided ones. */
export type Shortlist = z.output<typeof shortlistAnswer>

interface Looks extends Reader {
  /** Of the job. */
  status: string
  /** By a link, without an account: nothing leads away from it. */
  shared: boolean
  now: Date
}

const outcomes: Record<string, string> = { approved: 'Approved', rejected: 'Declined' }

/** How it came out: the client's decision, or a candidate who stepped back before it. */
const outcomeOf = ({ stage, shortlist = '' }: Application) => ({
  word:
    stage === 'withdrawn' && shortlist === 'proposed' ? 'Withdrew' : (outcomes[shortlist] ?? labelOf(stage)),
  tone: shortlist === 'approved' ? 'good' : '',
  stage: shortlist === 'approved' ? labelOf(stage) : null,
})

/** The whole shortlist as its template paints it. What it offers to do is decided again by each command. */
export const shortlistView = (
  { job, blind, proposed, decided }: Shortlist,
  { mover, turns, status, shared, now }: Looks,
) => {
  const common = (application: Application) => ({
    id: application.id,
    name: application.candidate?.name ?? 'Candidate',
    href: shared ? null : `/applications/${application.id}`,
  })
  return {
    job: { id: job.id, title: job.title, company: job.company.name },
    blind,
    shared,
    isStaff: mover === 'staff',
    mayDecide: mover === 'client',
    proposed: proposed.map(application => ({
      ...common(application),
      version: application.version,
      tags: isOver(status) ? [] : progressTags(application, turns, now),
      isBlind: application.candidate?.blind ?? false,
      facts: factsOf(application, mover !== 'staff').filter(({ label }) => label !== 'Shortlist'),
      letter: application.coverLetter ?? null,
    })),
    decided: decided.map(application => ({
      ...common(application),
      outcome: outcomeOf(application),
      since: application.since,
    })),
  }
}
