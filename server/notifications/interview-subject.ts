import { zonedWords } from '../time.ts'
import { bodyOf, card, type CardFacts, type Subject } from './subjects.ts'

export interface InterviewFacts extends CardFacts {
  /** When it is, on the reader's own clock; null while that is open. */
  when: string | null
  /** What whoever did it said to the invitation, if they are on the panel. */
  answer: 'invited' | 'accepted' | 'declined' | null
}

/** An interview, to those who may see its application. */
export const interview: Subject<InterviewFacts> = async (write, notice, listeners) => {
  const [heard, row, panelist] = await Promise.all([
    card(write, notice, listeners),
    write.sql
      .selectFrom('interview')
      .select(['starts_at'])
      .where('id', '=', notice.interviewId!)
      .executeTakeFirstOrThrow(),
    write.sql
      .selectFrom('interview_panelist')
      .select(['answer'])
      .where('interview_id', '=', notice.interviewId!)
      .where('user_id', '=', notice.by)
      .executeTakeFirst(),
  ])
  return heard.map(({ facts, ...rest }) => ({
    ...rest,
    facts: {
      ...facts,
      when: row.starts_at && zonedWords(row.starts_at, facts.zone),
      answer: panelist?.answer ?? null,
    },
  }))
}

/**
 * An interview that its panel need not come to. With it their right to the application may have ended, so they are told
 * of the hour and the job, and not of the candidate; and it hangs on nothing: they keep it.
 */
export const hourOfPanel: Subject<Pick<InterviewFacts, 'when' | 'zone' | 'job'>> = async (
  { sql },
  notice,
  listeners,
) => {
  const row = await sql
    .selectFrom('interview as i')
    .innerJoin('job_posting as j', 'j.id', 'i.job_id')
    .innerJoin('company as c', 'c.id', 'j.company_id')
    .select(['i.starts_at', 'j.id', 'j.title', 'c.name as company'])
    .where('i.id', '=', notice.interviewId!)
    .executeTakeFirstOrThrow()
  const job = { id: row.id, title: row.title, company: row.company }
  return listeners.map(listener => {
    const { zone } = listener
    const facts = { zone, job, when: row.starts_at && zonedWords(row.starts_at, zone) }
    const body = bodyOf({ ...facts, who: null })
    return { listener, facts, frame: { body, url: '/interviews', applicationId: null, jobId: null } }
  })
}
