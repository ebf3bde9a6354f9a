import type { ColumnType, Generated } from 'kysely'
import type { Role } from './entities/user.ts'
import type { Stage, WaitingRule } from './entities/application.ts'
import type { JobStatus } from './entities/job-posting.ts'

export type ThreadKind = 'negotiation' | 'discussion' | 'candidate'
export type Overall = 'strong_no' | 'no' | 'yes' | 'strong_yes'
export interface Score {
  criterion: string
  /** From 1 to 4. */
  score: number
  remark: string | null
}

/** What a staffing company charges an employer for a hire, as the two agree on it. Money in minor units. */
export interface ServiceTerms {
  /** Of the first yearly salary, in basis points, or a fixed amount. */
  fee: { basisPoints: number } | { amount: number; currency: string }
  currency: string
  paymentDays: number
  /** From joining on, until the client is shown the invoice. */
  invoiceDelayDays: number
  guaranteeDays: number
  /** What is given back if the person leaves inside of the guarantee. */
  rebate: 'full' | 'pro_rata'
}
export interface EmploymentOffer {
  /** Yearly, in minor units. */
  salary: { amount: number; currency: string }
  /** A date. */
  startsOn: string
  note: string | null
}
export type Terms = ServiceTerms | EmploymentOffer

/** A company as it stands on an invoice: as it was called when that was issued. */
export interface InvoiceParty {
  name: string
  address: string | null
  taxId: string | null
  /** Of the company that is to be paid. */
  iban?: string | null
  bic?: string | null
  taxNote?: string | null
  /** By whose calendar its dates are. */
  zone?: string
}

/** What news is about: people choose by it what reaches them where. See server/preferences/categories.ts. */
export type Category =
  | 'security'
  | 'applications'
  | 'interviews'
  | 'messages'
  | 'offers'
  | 'jobs'
  | 'placements'
  | 'invoices'
  | 'reminders'
  | 'tips'

/** The provider's: what somebody has to know, and what can be left. */
export type MailStream = 'outbound' | 'broadcast'

/** The tables as hot lists and the log read them through Kysely; commands use the entities. */
export interface Tables {
  company: {
    id: string
    name: string
    kind: 'staffing' | 'employer' | 'agency'
    served_by_id: string | null
    ownership_days: Generated<number>
    zone: Generated<string>
    address: string | null
    tax_id: string | null
    iban: string | null
    bic: string | null
    tax_basis_points: Generated<number>
    tax_note: string | null
    billing_email: string | null
    billing_version: Generated<number>
  }
  billing_contact: { company_id: string; user_id: string }
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
    zone: Generated<string>
  }
  candidate_profile: {
    user_id: string
    headline: string | null
    location: string | null
    skills: string[]
    experience_years: number | null
    updated_at: ColumnType<Date, Date | undefined, Date>
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
    scorecard: Generated<string[]>
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
    worked_at: Date | null
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
    proposed_at: Date | null
    interview_status: 'proposed' | 'scheduled' | 'completed' | 'no_show' | null
    interview_since: Date | null
    interview_at: Date | null
    interview_ends_at: Date | null
    feedback_of: Generated<number>
    feedback_given: Generated<number>
    feedback_yes: Generated<number>
    feedback_at: Date | null
    offer_by: 'staff' | 'candidate' | null
    offer_at: Date | null
    waiting_rule: WaitingRule | null
    waiting_since: Date | null
    version: number
    created_at: Date
    updated_at: Date
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
  submission: {
    id: string
    job_id: string
    candidate_id: string
    company_id: string
    source: 'recruiter' | 'agency'
    agency_company_id: string | null
    by_id: string
    by_name: string
    by_company_name: string
    candidate_name: string
    candidate_email: string | null
    job_title: string
    company_name: string
    note: string | null
    status: 'proposed' | 'accepted' | 'declined' | 'withdrawn' | 'expired'
    consent_text: string
    reason: string | null
    expires_at: Date
    decided_at: Date | null
    application_id: string | null
    version: Generated<number>
    created_at: Date
    updated_at: Date
  }
  shortlist_link: {
    id: string
    job_id: string
    for_id: string
    token_hash: string
    created_by_id: string
    created_at: Date
    expires_at: Date
    revoked_at: Date | null
    last_viewed_at: Date | null
    views: Generated<number>
  }
  introduction: {
    id: string
    application_id: string
    candidate_id: string
    company_id: string
    by_id: string
    blind: boolean
    at: Date
  }
  interview: {
    id: string
    application_id: string
    job_id: string
    status: 'proposed' | 'scheduled' | 'completed' | 'cancelled' | 'no_show'
    status_since: Generated<Date>
    title: string
    starts_at: Date | null
    ends_at: Date | null
    minutes: number
    zone: string
    location: string | null
    video_url: string | null
    note: string | null
    reason: string | null
    sequence: Generated<number>
    version: Generated<number>
    created_by_id: string
    created_at: Date
    updated_at: Date
  }
  interview_slot: { id: string; interview_id: string; starts_at: Date; ends_at: Date }
  interview_panelist: {
    interview_id: string
    user_id: string
    user_name: string
    asked_at: Generated<Date>
    answer: Generated<'invited' | 'accepted' | 'declined'>
    reason: string | null
    answered_at: Date | null
  }
  booking: { id: string; user_id: string; interview_id: string; slot_id: string | null; during: string }
  availability: { id: string; user_id: string; starts_at: Date; ends_at: Date }
  calendar_feed: { user_id: string; token_hash: string; created_at: Date; last_read_at: Date | null }
  feedback: {
    id: string
    interview_id: string
    application_id: string
    by_id: string
    overall: Overall
    remark: string | null
    scores: ColumnType<Score[], string, string>
    version: Generated<number>
    given_at: Date
    updated_at: Date
  }
  feedback_version: {
    feedback_id: string
    version: number
    overall: Overall
    remark: string | null
    scores: ColumnType<Score[], string, string>
    at: Date
  }
  thread: {
    id: string
    kind: ThreadKind
    job_id: string
    application_id: string | null
    last_number: Generated<number>
    created_at: Date
  }
  message: {
    id: string
    thread_id: string
    number: number
    by_id: string
    by_name: string
    side: 'staff' | 'client' | 'candidate' | 'interviewer'
    text: string
    mentions: Generated<string[]>
    version: Generated<number>
    edited_at: Date | null
    deleted_at: Date | null
    created_at: Date
  }
  message_version: { message_id: string; version: number; text: string; at: Date }
  thread_read: { thread_id: string; user_id: string; user_name: string; number: number; at: Date }
  proposal: {
    id: string
    thread_id: string
    message_id: string
    kind: 'service_terms' | 'employment_offer'
    round: number
    side: 'staff' | 'client' | 'candidate'
    by_id: string
    by_role: Role
    status: 'open' | 'countered' | 'accepted' | 'declined' | 'withdrawn' | 'expired'
    /** As its kind has them: service terms, or an offer. */
    terms: ColumnType<Terms, string, string>
    expires_at: Date | null
    reason: string | null
    decided_by_id: string | null
    decided_by_name: string | null
    decided_at: Date | null
    review: 'pending' | 'approved' | 'returned' | null
    review_reason: string | null
    reviewed_by_name: string | null
    reviewed_at: Date | null
    created_at: Date
  }
  service_terms: {
    id: string
    job_id: string
    version: number
    proposal_id: string
    terms: ColumnType<ServiceTerms, string, string>
    approved_by_name: string | null
    bound_at: Date
  }
  placement: {
    id: string
    application_id: string
    job_id: string
    candidate_id: string
    company_id: string
    staffing_company_id: string
    service_terms_id: string | null
    proposal_id: string | null
    salary: string | null
    salary_currency: string | null
    starts_on: string | null
    status: Generated<'expected' | 'joined' | 'postponed' | 'fell_through' | 'left'>
    status_since: Date
    joined_on: string | null
    left_on: string | null
    reason: string | null
    version: Generated<number>
    created_at: Date
    updated_at: Date
  }
  notification: {
    id: string
    user_id: string
    kind: string
    event_key: string
    data: ColumnType<object, string, string>
    job_id: string | null
    application_id: string | null
    thread_id: string | null
    category: Category
    count: Generated<number>
    created_at: Date
    updated_at: Date
    seen_at: Date | null
    read_at: Date | null
    removed_at: Date | null
  }
  board_visit: {
    user_id: string
    job_id: string
    stream_id: string
    epoch: string
    seq: string
    at: Date
  }
  /** Money in minor units, as strings: they are bigints. `terms`, `seller` and `buyer` are what they were then. */
  invoice: {
    id: string
    placement_id: string
    application_id: string
    job_id: string
    company_id: string
    staffing_company_id: string
    status: Generated<'scheduled' | 'issued' | 'cancelled'>
    year: number | null
    number: number | null
    service_terms_id: string
    terms: ColumnType<ServiceTerms, string, string>
    salary: string | null
    salary_currency: string | null
    candidate_name: string
    job_title: string
    joined_on: string
    currency: string
    net: string
    tax_basis_points: Generated<number>
    tax: ColumnType<string, string | undefined, string>
    gross: string
    seller: ColumnType<InvoiceParty | null, string | null | undefined, string>
    buyer: ColumnType<InvoiceParty | null, string | null | undefined, string>
    visible_at: Date
    due_at: Date
    issued_at: Date | null
    cancelled_at: Date | null
    cancel_reason: string | null
    paid: ColumnType<string, string | undefined, string>
    credited: ColumnType<string, string | undefined, string>
    version: Generated<number>
    created_at: Date
    updated_at: Date
  }
  payment: {
    id: string
    invoice_id: string
    amount: string
    paid_on: string
    reference: string | null
    by_id: string
    by_name: string
    created_at: Date
    reversed_at: Date | null
    reversed_by_name: string | null
    reverse_reason: string | null
  }
  invoice_dispute: {
    id: string
    invoice_id: string
    reason: string
    by_id: string
    by_name: string
    created_at: Date
    resolved_at: Date | null
    resolved_by_id: string | null
    resolved_by_name: string | null
    resolved_by_client: boolean | null
    resolution: string | null
  }
  credit_note: {
    id: string
    invoice_id: string
    staffing_company_id: string
    year: number
    number: number
    kind: 'full' | 'guarantee' | 'amount'
    net: string
    tax: string
    gross: string
    computation: ColumnType<object | null, string | null, string | null>
    reason: string
    by_id: string | null
    by_name: string | null
    issued_at: Date
  }
  number_series: { staffing_company_id: string; kind: 'invoice' | 'credit_note'; year: number; last: number }
  reminder: {
    rule: string
    subject_id: string
    user_id: string
    anchor: Date
    step: number
    at: Date
    in_app: boolean
    mailed: boolean
  }
  owed_period: {
    rule: string
    subject_id: string
    user_id: string
    anchor: Date
    since: Date
    seen_at: Date
    job_id: string | null
    application_id: string | null
    company_id: string | null
    ended_at: Date | null
  }
  reminder_hold: {
    user_id: string
    rule: string
    subject_id: string
    anchor: Date
    until: Date | null
    created_at: Date
  }
  reminder_setting: {
    company_id: string
    rule: string
    off: Generated<boolean>
    first_hours: string | null
    every_hours: string | null
    most: number | null
    updated_at: Date
  }
  preference: {
    user_id: string
    quiet_from: Generated<string>
    quiet_to: Generated<string>
    digest: Generated<'off' | 'daily' | 'weekly'>
    digest_hour: Generated<number>
    digest_weekday: Generated<number>
    next_digest_at: Date | null
    updated_at: Date
  }
  channel: { user_id: string; category: Category; in_app: boolean; mail: 'now' | 'digest' | 'off' }
  muted_job: { user_id: string; job_id: string; created_at: Date }
  suppression: {
    address: string
    stream: MailStream
    /** Null: mail goes there again since then. */
    reason: 'bounce' | 'complaint' | 'unsubscribed' | null
    detail: string | null
    at: Date
  }
  webhook_receipt: { source: string; id: string; at: Date }
  waiting_mail: {
    id: string
    user_id: string
    event_key: string
    category: Category
    thread_id: string | null
    notice: ColumnType<object, string, string>
    due_at: Date
    created_at: Date
  }
  digest: { user_id: string; occurrence: Date; lines: number; at: Date }
  reply_address: { token: string; thread_id: string; user_id: string }
  inbound_mail: {
    id: string
    message_id: string | null
    thread_id: string | null
    user_id: string | null
    outcome: string
    at: Date
  }
  cleared_card: { application_id: string; at: Date; rank: string; shortlist: string }
  demo_clock: { one: Generated<boolean>; ahead_ms: string }
}
