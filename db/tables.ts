import type { ColumnType, Generated } from 'kysely'
import type { Role } from './entities/user.ts'
import type { Stage } from './entities/application.ts'
import type { JobStatus } from './entities/job-posting.ts'

/** The tables as hot lists and the log read them through Kysely; commands use the entities. */
export interface Tables {
  company: { id: string; name: string; kind: 'staffing' | 'employer' | 'agency'; served_by_id: string | null }
  users: {
    id: string
    name: string
    email: string
    role: Role
    company_id: string | null
    deactivated_at: Date | null
    email_verified: boolean
    phone_number: string | null
    version: number
  }
  candidate_profile: {
    user_id: string
    headline: string | null
    location: string | null
    skills: string[]
    experience_years: number | null
  }
  session: { id: string; user_id: string; token: string; expires_at: Date }
  account: {
    id: string
    user_id: string
    account_id: string
    provider_id: string
    password: string | null
    updated_at: ColumnType<Date, Date | undefined, Date>
  }
  verification: { id: string; identifier: string; value: string; expires_at: Date }
  job_posting: {
    id: string
    company_id: string
    staffing_company_id: string
    title: string
    description: string
    type: string
    subtype: string | null
    level: string | null
    location: string | null
    industry: string | null
    remote: boolean
    skills: string[]
    salary_min: string | null
    salary_max: string | null
    salary_currency: string | null
    deadline: Date | null
    apply_url: string | null
    apply_email: string | null
    openings: number
    blind_shortlist: boolean
    status: JobStatus
    return_reason: string | null
    opened_at: Date | null
    submitted_at: Date | null
    closed_at: Date | null
    deleted_at: Date | null
    created_by_id: string
    version: number
    created_at: Date
    updated_at: Date
  }
  assignment: {
    id: string
    job_id: string
    kind: 'recruiter' | 'hiring_manager' | 'agency'
    user_id: string | null
    company_id: string | null
  }
  application: {
    id: string
    job_id: string
    candidate_id: string
    stage: Stage
    stage_since: Date
    rank: string
    shortlist: 'none' | 'proposed' | 'approved' | 'rejected'
    shown_to_client_at: Date | null
    source: 'direct' | 'recruiter' | 'agency'
    agency_company_id: string | null
    cover_letter: string | null
    expected_salary: string | null
    expected_salary_currency: string | null
    notice_period_days: number | null
    version: number
    created_at: Date
  }
  application_history: {
    id: string
    application_id: string
    from_stage: Stage | null
    to_stage: Stage
    by_id: string
    by_name: string
    reason: string | null
    at: Date
  }
  audit: {
    id: string
    actor_id: string
    action: string
    target: string | null
    at: ColumnType<Date, Date | undefined, never>
  }
  command: {
    actor_id: string
    id: string
    fingerprint: string
    answer: string
    created_at: Generated<Date>
  }
}
