/** The board as the database writes it, sent on as it is. $1 job */
export const boardStatement = {
  name: 'board',
  text: /* sql */ `
select json_build_object(
  'job', json_build_object('id', j.id, 'title', j.title, 'description', j.description, 'type', j.type,
    'subtype', j.subtype, 'level', j.level, 'company', json_build_object('id', c.id, 'name', c.name),
    'location', j.location, 'remote', j.remote, 'industry', j.industry, 'skills', j.skills,
    'salary', json_build_object('min', j.salary_min, 'max', j.salary_max, 'currency', j.salary_currency),
    'deadline', j.deadline, 'openedAt', j.opened_at, 'status', j.status, 'openings', j.openings,
    'version', j.version, 'createdAt', j.created_at, 'updatedAt', j.updated_at),
  'columns', (
    select json_agg(json_build_object('stage', stage, 'count', count, 'cards', cards))
    from (
      select a.stage, count(*), json_agg(json_strip_nulls(json_build_object(
        'id', a.id, 'version', a.version, 'rank', a.rank, 'stage', a.stage, 'since', a.stage_since,
        'candidate', json_build_object('id', u.id, 'name', u.name), 'shortlist', a.shortlist, 'source', a.source,
        'waiting', case when a.waiting_rule is not null then json_build_object('rule', a.waiting_rule,
          'for', case a.waiting_rule when 'shortlist-action' then 'client' when 'candidate-selection' then 'client'
            when 'feedback' then 'interviewers' when 'offer-answer' then 'candidate' else 'recruiter' end,
          'since', a.waiting_since) end,
        'interview', case when a.interview_status is not null then
          json_build_object('status', a.interview_status, 'at', a.interview_at) end,
        'feedback', case when a.feedback_of > 0 then json_build_object('given', a.feedback_given, 'of', a.feedback_of,
          'yes', case when a.feedback_given >= a.feedback_of then a.feedback_yes end) end
      )) order by a.rank, a.id) as cards
      from application a join users u on u.id = a.candidate_id
      where a.job_id = $1 group by a.stage
    ) s),
  'room', 'job:' || j.id,
  'seq', coalesce((select last_seq from stream where id = 'job:' || j.id || ':staff'), 0)
)::text as body
from job_posting j join company c on c.id = j.company_id
where j.id = $1
`,
}

/** One application with what belongs to it. $1 application */
export const applicationStatement = {
  name: 'application',
  text: /* sql */ `
select a.id, a.version, a.rank, a.stage, a.stage_since, a.candidate_id, u.name, u.email, p.headline, p.skills,
  p.experience_years, a.shortlist, a.source, j.id as job_id, j.title, c.name as company, a.cover_letter,
  a.expected_salary, a.expected_salary_currency, a.notice_period_days, a.shown_to_client_at, a.created_at
from application a
join job_posting j on j.id = a.job_id
join company c on c.id = j.company_id
join users u on u.id = a.candidate_id
left join candidate_profile p on p.user_id = a.candidate_id
where a.id = $1
`,
}

export interface ApplicationRow {
  id: string
  version: number
  rank: string
  stage: string
  stage_since: Date
  candidate_id: string
  name: string
  email: string
  headline: string
  skills: string[]
  experience_years: number
  shortlist: string
  source: string
  job_id: string
  title: string
  company: string
  cover_letter: string
  notice_period_days: number
  shown_to_client_at: Date | null
  created_at: Date
}

export const applicationAnswer = (row: ApplicationRow) => ({
  id: row.id,
  version: row.version,
  rank: row.rank,
  stage: row.stage,
  since: row.stage_since,
  candidate: {
    id: row.candidate_id,
    name: row.name,
    email: row.email,
    headline: row.headline,
    skills: row.skills,
    experienceYears: row.experience_years,
  },
  shortlist: row.shortlist,
  source: row.source,
  job: { id: row.job_id, title: row.title, company: { name: row.company } },
  coverLetter: row.cover_letter,
  expectedSalary: null,
  noticePeriodDays: row.notice_period_days,
  shownToClient: row.shown_to_client_at !== null,
  appliedAt: row.created_at,
})

/** The newest open jobs: a page by its keys, no count. */
export const jobsStatement = {
  name: 'jobs',
  text: /* sql */ `
select j.*, c.name as company
from job_posting j join company c on c.id = j.company_id
where j.status = 'open' and j.deleted_at is null and (j.deadline is null or j.deadline > now())
order by j.opened_at desc, j.id desc limit 25
`,
}

export interface JobRow {
  id: string
  title: string
  description: string
  type: string
  subtype: string | null
  level: string | null
  company_id: string
  company: string
  location: string
  remote: boolean
  industry: string | null
  skills: string[]
  salary_min: string
  salary_max: string
  salary_currency: string
  deadline: Date | null
  apply_url: string | null
  apply_email: string | null
  opened_at: Date
  status: string
}

export const jobAnswer = (row: JobRow) => ({
  id: row.id,
  title: row.title,
  description: row.description,
  type: row.type,
  subtype: row.subtype,
  level: row.level,
  company: { id: row.company_id, name: row.company },
  location: row.location,
  remote: row.remote,
  industry: row.industry,
  skills: row.skills,
  salary: { min: Number(row.salary_min), max: Number(row.salary_max), currency: row.salary_currency },
  deadline: row.deadline,
  applyUrl: row.apply_url,
  applyEmail: row.apply_email,
  openedAt: row.opened_at,
  status: row.status,
})
