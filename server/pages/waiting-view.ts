import type { z } from 'zod'
import { lastingWords } from '../../templates/web/words.ts'
import type { owedAnswer } from '../owed/answers.ts'
import { ruleOf } from '../owed/rules.ts'
import { thenWords } from '../reminders/rule-words.ts'
import { holdChoices, holdWords } from './hold-view.ts'

type Line = z.output<typeof owedAnswer>

interface Reader {
  now: Date
  zone: string
}

const lineView = ({ rule, title, subject, job, since, url, hold }: Line, { now, zone }: Reader) => ({
  rule,
  subject: subject.id,
  words: title,
  job: job?.title ?? null,
  url,
  since,
  age: lastingWords(new Date(since), now),
  held: holdWords(hold, zone),
  isReminded: ruleOf(rule).remind !== null,
  goesTo: thenWords(ruleOf(rule).remind?.escalate ?? []),
  whyHref: `/reminders/explain?rule=${rule}&subject=${subject.id}`,
})

/** What others are to do: it is looked at, and cannot be put off. */
const escalatedView = ({ rule, title, subject, job, since, url }: Line, now: Date) => ({
  words: title,
  job: job?.title ?? null,
  url,
  since,
  age: lastingWords(new Date(since), now),
  whyHref: `/reminders/explain?rule=${rule}&subject=${subject.id}`,
})

/** The page “Waiting for me” as its template paints it. */
export const waitingView = (
  { data, page }: { data: Line[]; page: { nextCursor: string | null } },
  escalated: Line[],
  { isFirst, ...reader }: Reader & { isFirst: boolean },
) => ({
  lines: data.map(line => lineView(line, reader)),
  escalated: escalated.map(line => escalatedView(line, reader.now)),
  choices: holdChoices(reader.now, reader.zone),
  isFirst,
  nextHref: page.nextCursor && `/waiting?cursor=${encodeURIComponent(page.nextCursor)}`,
})
