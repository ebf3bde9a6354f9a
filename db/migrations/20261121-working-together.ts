import { Migration } from '@mikro-orm/migrations'

const facts = /* sql */ `
create extension if not exists btree_gist;

-- Of whom reminders and hours of the day are read, and calendars drawn.
alter table users add column zone text not null default 'UTC';
-- [{ name, contentType, content }]
alter table dev_mail add column attachments json not null default '[]';
-- How long whoever put a candidate forward first owns them here, in days.
alter table company add column ownership_days int not null default 180 check (ownership_days between 0 and 3650);
-- What interviewers judge by, in this order.
alter table job_posting add column scorecard text[] not null default '{}';

-- What a card says besides its stage. Each is written by the command that changes it, in the same transaction.
alter table application
  add column proposed_at timestamptz,
  add column interview_status text
    check (interview_status in ('proposed', 'scheduled', 'completed', 'no_show')),
  add column interview_since timestamptz,
  add column interview_at timestamptz,
  add column interview_ends_at timestamptz,
  add column feedback_of int not null default 0,
  add column feedback_given int not null default 0,
  add column feedback_yes int not null default 0,
  add column feedback_at timestamptz,
  add column offer_by text check (offer_by in ('staff', 'candidate')),
  add column offer_at timestamptz,
  -- Whom it waits for, since when: always what waitingOf makes of the columns above.
  add column waiting_rule text,
  add column waiting_since timestamptz,
  add check ((waiting_rule is null) = (waiting_since is null));
update application set proposed_at = updated_at where shortlist = 'proposed';
update application set waiting_rule = 'shortlist-action', waiting_since = proposed_at
  where stage = 'screening' and shortlist = 'proposed';
update application set waiting_rule = 'interview-scheduling', waiting_since = stage_since where stage = 'interview';
update application set waiting_rule = 'offer-making', waiting_since = stage_since where stage = 'offer';
create index application_waiting on application (waiting_rule, waiting_since) where waiting_rule is not null;
`

const submissions = /* sql */ `
create table submission (
  id uuid primary key,
  job_id uuid not null references job_posting,
  candidate_id uuid not null references users,
  -- Of the job when it was made: candidates are owned by employer.
  company_id uuid not null references company,
  source text not null check (source in ('recruiter', 'agency')),
  agency_company_id uuid references company,
  by_id uuid not null references users,
  by_name text not null,
  -- What these were called when it was made. An agency knows the candidate by the name it gave, until they agree.
  by_company_name text not null,
  candidate_name text not null,
  -- As whoever put them forward knew it then; null if they knew none.
  candidate_email text,
  job_title text not null,
  company_name text not null,
  note text,
  status text not null check (status in ('proposed', 'accepted', 'declined', 'withdrawn', 'expired')),
  -- The words the candidate agreed to, as they stood then.
  consent_text text not null,
  reason text,
  expires_at timestamptz not null,
  decided_at timestamptz,
  application_id uuid references application,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((source = 'agency') = (agency_company_id is not null))
);
create unique index submission_open on submission (job_id, candidate_id, (coalesce(agency_company_id, company_id)))
  where status = 'proposed';
create index submission_job on submission (job_id, id);
create index submission_candidate on submission (candidate_id, id);
create index submission_agency on submission (agency_company_id, id) where agency_company_id is not null;
create index submission_expiry on submission (expires_at) where status = 'proposed';
create index submission_owner on submission (candidate_id, company_id, decided_at) where status = 'accepted';

create table shortlist_link (
  id uuid primary key,
  job_id uuid not null references job_posting,
  -- The hiring manager in whose name it decides.
  for_id uuid not null references users,
  token_hash text not null unique,
  created_by_id uuid not null references users,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_viewed_at timestamptz,
  views int not null default 0
);
create index shortlist_link_job on shortlist_link (job_id, id);

-- That an employer learned who a candidate is: who, to whom, when, by what.
create table introduction (
  id uuid primary key,
  application_id uuid not null unique references application,
  candidate_id uuid not null references users,
  company_id uuid not null references company,
  by_id uuid not null references users,
  blind boolean not null,
  at timestamptz not null
);
`

const interviews = /* sql */ `
create table interview (
  id uuid primary key,
  application_id uuid not null references application,
  job_id uuid not null references job_posting,
  status text not null check (status in ('proposed', 'scheduled', 'completed', 'cancelled', 'no_show')),
  -- When it came into this status, or was given another time: since then somebody has to do the next thing.
  status_since timestamptz not null default now(),
  title text not null,
  starts_at timestamptz,
  ends_at timestamptz,
  minutes int not null check (minutes between 5 and 1440),
  zone text not null,
  location text, video_url text, note text,
  reason text,
  -- Of its calendar entry (RFC 5545): raised at each change that others must hear of.
  sequence int not null default 0,
  version int not null default 1,
  created_by_id uuid not null references users,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((starts_at is null) = (ends_at is null) and ends_at > starts_at)
);
create index interview_application on interview (application_id, id);
create index interview_ends on interview (ends_at) where status in ('scheduled', 'completed');

create table interview_slot (
  id uuid primary key,
  interview_id uuid not null references interview,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at)
);
create index interview_slot_interview on interview_slot (interview_id, starts_at);

create table interview_panelist (
  interview_id uuid not null references interview,
  user_id uuid not null references users,
  -- As they were called when they were asked.
  user_name text not null,
  asked_at timestamptz not null default now(),
  answer text not null default 'invited' check (answer in ('invited', 'accepted', 'declined')),
  reason text,
  answered_at timestamptz,
  primary key (interview_id, user_id)
);
create index interview_panelist_user on interview_panelist (user_id);

-- The time that somebody gives to an interview, or holds for one that is proposed. Nobody gives one hour twice.
create table booking (
  id uuid primary key,
  user_id uuid not null references users,
  interview_id uuid not null references interview,
  slot_id uuid references interview_slot,
  during tstzrange not null,
  constraint booking_once exclude using gist (user_id with =, during with &&)
);
create index booking_interview on booking (interview_id);

create table availability (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at)
);
create index availability_user on availability (user_id, starts_at);

create table calendar_feed (
  user_id uuid primary key references users on delete cascade,
  token_hash text not null unique,
  created_at timestamptz not null,
  last_read_at timestamptz
);

create table feedback (
  id uuid primary key,
  interview_id uuid not null references interview,
  application_id uuid not null references application,
  by_id uuid not null references users,
  overall text not null check (overall in ('strong_no', 'no', 'yes', 'strong_yes')),
  remark text,
  -- [{ criterion, score: 1 to 4, remark }]
  scores json not null,
  version int not null default 1,
  given_at timestamptz not null,
  updated_at timestamptz not null,
  unique (interview_id, by_id)
);
create index feedback_application on feedback (application_id);
-- What it said before it was changed.
create table feedback_version (
  feedback_id uuid not null references feedback,
  version int not null,
  overall text not null,
  remark text,
  scores json not null,
  at timestamptz not null,
  primary key (feedback_id, version)
);
`

const threads = /* sql */ `
create table thread (
  id uuid primary key,
  kind text not null check (kind in ('negotiation', 'discussion', 'candidate')),
  job_id uuid not null references job_posting,
  application_id uuid references application,
  last_number int not null default 0,
  created_at timestamptz not null,
  check ((kind = 'negotiation') = (application_id is null)),
  unique nulls not distinct (job_id, application_id, kind)
);
create index thread_application on thread (application_id);

create table message (
  id uuid primary key,
  thread_id uuid not null references thread,
  -- Contiguous from 1 in its thread.
  number int not null,
  by_id uuid not null references users,
  by_name text not null,
  side text not null check (side in ('staff', 'client', 'candidate', 'interviewer')),
  -- Markdown, as it was written.
  text text not null,
  mentions uuid[] not null default '{}',
  version int not null default 1,
  edited_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null,
  unique (thread_id, number)
);
create index message_words on message using gin (to_tsvector('simple', text));
create table message_version (
  message_id uuid not null references message,
  version int not null,
  text text not null,
  at timestamptz not null,
  primary key (message_id, version)
);

create table thread_read (
  thread_id uuid not null references thread,
  user_id uuid not null references users on delete cascade,
  user_name text not null,
  number int not null,
  at timestamptz not null,
  primary key (thread_id, user_id)
);

create table proposal (
  id uuid primary key,
  thread_id uuid not null references thread,
  message_id uuid not null unique references message,
  kind text not null check (kind in ('service_terms', 'employment_offer')),
  round int not null,
  side text not null check (side in ('staff', 'client', 'candidate')),
  by_id uuid not null references users,
  by_role text not null,
  status text not null check (status in ('open', 'countered', 'accepted', 'declined', 'withdrawn', 'expired')),
  terms json not null,
  expires_at timestamptz,
  reason text,
  decided_by_id uuid references users,
  decided_by_name text,
  decided_at timestamptz,
  -- Of accepted service terms that a recruiter made: they bind once a manager has approved them.
  review text check (review in ('pending', 'approved', 'returned')),
  review_reason text,
  reviewed_by_name text,
  reviewed_at timestamptz,
  created_at timestamptz not null,
  unique (thread_id, round)
);
create unique index proposal_open on proposal (thread_id) where status = 'open';
create index proposal_expiry on proposal (expires_at) where status = 'open';
create index proposal_review on proposal (decided_at) where review = 'pending';

create table service_terms (
  id uuid primary key,
  job_id uuid not null references job_posting,
  version int not null,
  proposal_id uuid not null unique references proposal,
  terms json not null,
  approved_by_name text,
  bound_at timestamptz not null,
  unique (job_id, version)
);

create table placement (
  id uuid primary key,
  application_id uuid not null unique references application,
  job_id uuid not null references job_posting,
  candidate_id uuid not null references users,
  company_id uuid not null references company,
  staffing_company_id uuid not null references company,
  -- The terms that were bound at the hire; later ones change nothing here.
  service_terms_id uuid references service_terms,
  proposal_id uuid references proposal,
  salary bigint, salary_currency text,
  starts_on date,
  status text not null default 'expected' check (status in ('expected', 'joined', 'postponed', 'fell_through', 'left')),
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index placement_staffing on placement (staffing_company_id, id);
create index placement_company on placement (company_id, id);
`

const feed = /* sql */ `
create table notification (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  kind text not null,
  -- Of the event: told once to one person, however often the job runs.
  event_key text not null,
  -- What it says, made for this person's audience when they were told.
  data json not null,
  -- What their right to read it hangs on: a job, or an application, and the kind of thread.
  job_id uuid references job_posting,
  application_id uuid references application,
  -- Unread ones of one thread are one line.
  thread_id uuid references thread,
  count int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  seen_at timestamptz,
  read_at timestamptz,
  -- Out of the feed. The row stays, emptied, so that a job which runs again tells nobody twice.
  removed_at timestamptz,
  unique (user_id, event_key)
);
create index notification_feed on notification (user_id, id desc) where removed_at is null;
create index notification_unread on notification (user_id) where read_at is null and removed_at is null;
create unique index notification_thread on notification (user_id, thread_id)
  where read_at is null and thread_id is not null and removed_at is null;
create index notification_job on notification (job_id) where job_id is not null and removed_at is null;
create index notification_application on notification (application_id)
  where application_id is not null and removed_at is null;

-- Up to where somebody has seen a board.
create table board_visit (
  user_id uuid not null references users on delete cascade,
  job_id uuid not null references job_posting,
  stream_id text not null,
  epoch text not null,
  seq bigint not null,
  at timestamptz not null,
  primary key (user_id, job_id)
);
`

export class WorkingTogether extends Migration {
  override up() {
    for (const sql of [facts, submissions, interviews, threads, feed]) this.addSql(sql)
  }
}
