import type { z } from 'zod'
import { lastingWords } from '../../templates/web/words.ts'
import type { owedAnswer } from '../owed/answers.ts'
import type { RuleName } from '../owed/rules.ts'

type Line = z.output<typeof owedAnswer>

/** What is to be done, in words; `who` is the candidate, who reads of the job instead. */
const words: Record<RuleName, (who: string, job: string) => string> = {
  'job-approval': (_who, job) => `Approve or return ${job}`,
  'terms-approval': (_who, job) => `Approve or return the agreed terms for ${job}`,
  'recruiter-missing': (_who, job) => `Assign a recruiter to ${job}`,
  'assignment-idle': (_who, job) => `Start on ${job}`,
  'posting-acceptance': (_who, job) => `Say whether you want to be put forward for ${job}`,
  'interview-answer': who => `Say whether you can interview ${who}`,
  feedback: who => `Give your feedback on ${who}`,
  'shortlist-action': who => `Decide on ${who}`,
  'interview-scheduling': who => `Arrange an interview with ${who}`,
  'interview-choice': (_who, job) => `Choose a time for your interview: ${job}`,
  'candidate-selection': who => `Choose or decline ${who}: all feedback is in`,
  'offer-making': who => `Make ${who} an offer`,
  'offer-answer': (_who, job) => `Answer the offer: ${job}`,
  'counter-answer': who => `Answer the counter-offer of ${who}`,
}

const lineView = ({ rule, subject, job, application, since, url }: Line, now: Date) => ({
  rule,
  subject: subject.id,
  words: words[rule](application?.candidate ?? 'the candidate', job.title),
  job: job.title,
  url,
  since,
  age: lastingWords(new Date(since), now),
})

/** The page “Waiting for me” as its template paints it. */
export const waitingView = (
  { data, page }: { data: Line[]; page: { nextCursor: string | null } },
  { isFirst, now }: { isFirst: boolean; now: Date },
) => ({
  lines: data.map(line => lineView(line, now)),
  isFirst,
  nextHref: page.nextCursor && `/waiting?cursor=${encodeURIComponent(page.nextCursor)}`,
})
