import { Migration } from '@mikro-orm/migrations'

const people = /* sql */ `
create table company (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('staffing', 'employer', 'agency')),
  website text, industry text, location text,
  served_by_id uuid references company,
  created_at timestamptz not null default now()
);

create table users (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  role text not null check (role in ('admin', 'manager', 'recruiter', 'client', 'interviewer', 'agency', 'candidate')),
  company_id uuid references company,
  new_company_name text,
  phone_number text unique,
  phone_number_verified boolean,
  deactivated_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index users_company on users (company_id);

create table session (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text, user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_of_user on session (user_id);

create table account (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  account_id text not null, provider_id text not null,
  access_token text, refresh_token text, id_token text,
  access_token_expires_at timestamptz, refresh_token_expires_at timestamptz,
  scope text, password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- A sign-in, and a change of password, know one password for a person.
create unique index account_provider on account (user_id, provider_id);

create table verification (
  id uuid primary key,
  identifier text not null, value text not null, expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on verification (identifier);

create table jwks (
  id uuid primary key,
  public_key text not null, private_key text not null,
  alg text, crv text,
  created_at timestamptz not null,
  expires_at timestamptz
);

create table candidate_profile (
  user_id uuid primary key references users on delete cascade,
  headline text, location text,
  skills text[] not null default '{}',
  experience_years int,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
`

const pipeline = /* sql */ `
create table job_posting (
  id uuid primary key,
  company_id uuid not null references company,
  staffing_company_id uuid not null references company,
  title text not null, description text not null,
  type text not null, subtype text, level text, location text, industry text,
  remote boolean not null default false,
  skills text[] not null default '{}',
  salary_min bigint, salary_max bigint, salary_currency text,
  deadline timestamptz,
  apply_url text, apply_email text,
  openings int not null default 1,
  blind_shortlist boolean not null default false,
  status text not null check (status in ('draft', 'pending_approval', 'open', 'paused', 'filled', 'closed')),
  return_reason text,
  -- To the millisecond, as our clock gives them: a page can go on exactly after the last row of the one before.
  opened_at timestamptz(3),
  submitted_at timestamptz, closed_at timestamptz, deleted_at timestamptz,
  created_by_id uuid not null references users,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz not null default now()
);
create index job_posting_public on job_posting (opened_at, id) where status = 'open' and deleted_at is null;
create index job_posting_staffing on job_posting (staffing_company_id, created_at, id);
create index job_posting_company on job_posting (company_id, created_at, id);
create index job_posting_deadline on job_posting (deadline) where status in ('open', 'paused') and deleted_at is null;

create table assignment (
  id uuid primary key,
  job_id uuid not null references job_posting,
  kind text not null check (kind in ('recruiter', 'hiring_manager', 'agency')),
  user_id uuid references users on delete cascade,
  company_id uuid references company,
  assigned_by_id uuid not null references users,
  created_at timestamptz not null default now(),
  check ((kind = 'agency') = (company_id is not null) and (kind = 'agency') = (user_id is null)),
  unique (job_id, kind, user_id),
  unique (job_id, company_id)
);
create index assignment_user on assignment (user_id);
create index assignment_company on assignment (company_id);

create table application (
  id uuid primary key,
  job_id uuid not null references job_posting,
  candidate_id uuid not null references users,
  stage text not null
    check (stage in ('applied', 'screening', 'interview', 'offer', 'hired', 'rejected', 'withdrawn')),
  stage_since timestamptz not null,
  rank text collate "C" not null,
  shortlist text not null default 'none' check (shortlist in ('none', 'proposed', 'approved', 'rejected')),
  shown_to_client_at timestamptz,
  source text not null default 'direct' check (source in ('direct', 'recruiter', 'agency')),
  agency_company_id uuid references company,
  cover_letter text,
  expected_salary bigint, expected_salary_currency text, notice_period_days int,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (job_id, candidate_id)
);
create index application_board on application (job_id, stage, rank, id);
create index application_candidate on application (candidate_id, created_at, id);

create table application_history (
  id uuid primary key,
  application_id uuid not null references application,
  from_stage text, to_stage text not null,
  by_id uuid not null references users,
  by_name text not null,
  reason text,
  at timestamptz not null
);
create index application_history_application on application_history (application_id, at, id);
`

const log = /* sql */ `
create table stream (
  id text primary key,
  epoch uuid not null default gen_random_uuid(),
  last_seq bigint not null,
  floor_seq bigint not null default 0,
  acl_version int not null default 1
);
create table event (
  stream_id text not null references stream,
  seq bigint not null,
  type text not null,
  v smallint not null,
  actor json,
  command_id text,
  data json not null,
  at timestamptz not null,
  primary key (stream_id, seq)
);

-- One row, raised in the same transaction by whatever ends a session or changes who somebody is: a node that reads
-- an event beside a newer number checks its sockets again before it sends anything.
create table identity_version (one boolean primary key default true check (one), version bigint not null);
insert into identity_version (version) values (1);
create function raise_identity_version() returns trigger language plpgsql as $$
begin
  update identity_version set version = version + 1;
  return null;
end $$;
create trigger session_ended after delete on session for each statement execute function raise_identity_version();
create trigger user_changed after update of role, company_id, deactivated_at on users
  for each row when (old.role is distinct from new.role or old.company_id is distinct from new.company_id
    or old.deactivated_at is distinct from new.deactivated_at)
  execute function raise_identity_version();

create unlogged table presence (
  stream_id text not null,
  socket_id text not null,
  node text not null,
  user_id uuid not null,
  name text not null,
  viewing uuid,
  expires_at timestamptz not null,
  primary key (stream_id, socket_id)
);
create index presence_node on presence (node);

create table command (
  actor_id uuid not null,
  id text not null,
  fingerprint text not null,
  answer json not null,
  created_at timestamptz not null default now(),
  primary key (actor_id, id)
);

create table effect (
  key text primary key,
  claimed_at timestamptz not null,
  done_at timestamptz,
  ref text
);

create table dev_mail (
  id uuid primary key default gen_random_uuid(),
  key text unique not null,
  recipient text not null, subject text not null, html text not null, text text not null,
  headers jsonb not null default '{}',
  tag text not null,
  created_at timestamptz not null default now()
);
create index dev_mail_created on dev_mail (created_at desc);

create table audit (
  id uuid primary key,
  actor_id uuid not null references users,
  action text not null,
  target text,
  at timestamptz not null default now()
);
create index audit_actor on audit (actor_id, at);
`

export class Initial extends Migration {
  override up() {
    for (const sql of [people, pipeline, log]) this.addSql(sql)
  }
}
