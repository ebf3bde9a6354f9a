import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Tables } from '../tables.ts'
import { readCast, type Cast } from './cast.ts'
import { idAt } from './chance.ts'
import { workingHour, writeInterviews } from './interviews.ts'
import { writeMoney } from './money.ts'
import { gridData } from './postings.ts'
import { writeTalks } from './talks.ts'

const dayMs = 24 * 60 * 60 * 1000

const zones: Record<string, string> = {
  manager: 'Europe/Berlin',
  recruiter: 'Europe/Berlin',
  recruiter2: 'Europe/Berlin',
  client: 'Europe/Berlin',
  interviewer: 'Europe/Berlin',
  candidate: 'Europe/Berlin',
  candidate2: 'Europe/Warsaw',
  client2: 'Europe/Dublin',
  agency: 'Europe/Lisbon',
}

/** Who was put forward and has not answered yet. */
const writeSubmissions = async (db: Kysely<Tables>, cast: Cast, now: Date) => {
  const { id: jobId, company_id: companyId } = cast.job(gridData.title)
  const at = workingHour(now, -1, 10)
  const plans = [
    { who: 'candidate', by: cast.person('recruiter'), note: 'Knows the metering data from the other side.' },
    { who: 'ioana.dumitrescu', by: cast.person('agency'), note: 'Statistics was her first trade.' },
  ]
  const companies = await db.selectFrom('company').select(['id', 'name']).execute()
  const companyNamed = (id: string | null) => companies.find(company => company.id === id)!.name
  await db
    .insertInto('submission')
    .values(
      plans.map(({ who, by, note }) => ({
        id: idAt(at),
        job_id: jobId,
        candidate_id: cast.person(who).id,
        company_id: companyId,
        source: by.role === 'agency' ? ('agency' as const) : ('recruiter' as const),
        agency_company_id: by.role === 'agency' ? by.company_id : null,
        by_id: by.id,
        by_name: by.name,
        by_company_name: companyNamed(by.company_id),
        candidate_name: cast.person(who).name,
        candidate_email: cast.person(who).email,
        job_title: gridData.title,
        company_name: companyNamed(companyId),
        note,
        status: 'proposed' as const,
        consent_text: `I agree that ${by.name} puts me forward to Kestrel Grid for the position ${gridData.title}.`,
        reason: null,
        expires_at: new Date(at.getTime() + 14 * dayMs),
        decided_at: null,
        application_id: null,
        created_at: at,
        updated_at: at,
      })),
    )
    .execute()
}

/** An id as `idAt` makes them, for rows that the database makes: lists go by it. */
const idOf = (at: RawBuilder<unknown>) => sql`(
  lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
  || '8' || substr(md5(random()::text), 1, 15)
)::uuid`

/** That an employer knows who a candidate is: since they were shown, or on a blind shortlist since the approval. */
const writeIntroductions = (db: Kysely<Tables>) =>
  sql`
    insert into introduction (id, application_id, candidate_id, company_id, by_id, blind, at)
    select ${idOf(sql`a.shown_to_client_at`)}, a.id, a.candidate_id, j.company_id, t.user_id, j.blind_shortlist,
      case when j.blind_shortlist then a.stage_since else a.shown_to_client_at end
    from application a join job_posting j on j.id = a.job_id
      join lateral (select user_id from assignment
        where job_id = j.id and kind = case when j.blind_shortlist then 'hiring_manager' else 'recruiter' end
        order by id limit 1) t on true
    where a.shown_to_client_at is not null
      and (not j.blind_shortlist or a.shortlist = 'approved' or a.stage in ('interview', 'offer', 'hired'))
  `.execute(db)

/** What the cards wait for, as the commands would have left it. */
const settleCards = (db: Kysely<Tables>) =>
  sql`
    with facts as (
      select id, case
        when stage = 'screening' and shortlist = 'proposed' then 'shortlist-action'
        when stage = 'interview' and interview_status = 'proposed' then 'interview-choice'
        when stage = 'interview' and (interview_status is null or feedback_of = 0) then 'interview-scheduling'
        when stage = 'interview' and feedback_given < feedback_of then 'feedback'
        when stage = 'interview' then 'candidate-selection'
        when stage = 'offer' and offer_by = 'staff' then 'offer-answer'
        when stage = 'offer' and offer_by = 'candidate' then 'counter-answer'
        when stage = 'offer' then 'offer-making'
      end as rule from application
    )
    update application a set waiting_rule = f.rule, waiting_since = case f.rule
      when 'shortlist-action' then a.proposed_at
      when 'interview-choice' then a.interview_since
      when 'interview-scheduling' then coalesce(a.interview_since, a.stage_since)
      when 'feedback' then a.interview_ends_at
      when 'candidate-selection' then coalesce(a.feedback_at, a.interview_ends_at)
      else coalesce(a.offer_at, a.stage_since) end
    from facts f where f.id = a.id and f.rule is not null
  `.execute(db)

/** What people do together in the demo, on the boards that stand already. */
export const writeTogether = async (db: Kysely<Tables>, now: Date) => {
  const cast = await readCast(db)
  for (const [who, zone] of Object.entries(zones))
    await db.updateTable('users').set({ zone }).where('id', '=', cast.person(who).id).execute()
  await sql`update application set proposed_at = updated_at where shortlist = 'proposed'`.execute(db)
  await writeInterviews(db, cast, now)
  await writeTalks(db, cast, now)
  await writeSubmissions(db, cast, now)
  await writeIntroductions(db)
  await writeMoney(db, cast, now)
  await settleCards(db)
}
