import { Migration } from '@mikro-orm/migrations'

const companies = /* sql */ `
-- What stands on an invoice, and the zone in which a company's day begins.
alter table company
  add column zone text not null default 'UTC',
  add column address text,
  add column tax_id text,
  add column iban text,
  add column bic text,
  add column tax_basis_points int not null default 0 check (tax_basis_points between 0 and 10000),
  add column tax_note text,
  -- Gets every invoice beside the billing contacts: a mailbox of accounting, for example.
  add column billing_email text,
  -- Raised with every change of these, of who is sent them, and of nothing else.
  add column billing_version int not null default 1;

-- Who of a client is sent its invoices. Where nobody is named it is every client user of the company.
create table billing_contact (
  company_id uuid not null references company,
  user_id uuid not null references users,
  primary key (company_id, user_id)
);
-- That an assigned recruiter did something on the job, when the events that showed it were cleared away.
alter table assignment add column worked_at timestamptz;
`

const placements = /* sql */ `
alter table placement
  add column joined_on date,
  add column left_on date,
  -- Why it was postponed, fell through or ended.
  add column reason text,
  add column status_since timestamptz,
  add check ((joined_on is not null) = (status in ('joined', 'left'))),
  add check ((left_on is not null) = (status = 'left')),
  add check (left_on >= joined_on);
update placement set status_since = updated_at;
alter table placement alter column status_since set not null;
create index placement_candidate on placement (candidate_id);
create index placement_waiting on placement (starts_on) where status in ('expected', 'postponed');
`

const invoices = /* sql */ `
create table invoice (
  id uuid primary key,
  placement_id uuid not null references placement,
  application_id uuid not null references application,
  job_id uuid not null references job_posting,
  -- Whom it is for, and who issues it.
  company_id uuid not null references company,
  staffing_company_id uuid not null references company,
  status text not null default 'scheduled' check (status in ('scheduled', 'issued', 'cancelled')),
  -- Given when it is issued, never before: 1, 2, 3 … per staffing company and year, without a gap.
  year int,
  number int,
  -- What it is made of, as it was then: later terms, names and addresses change nothing.
  service_terms_id uuid not null references service_terms,
  terms json not null,
  salary bigint,
  salary_currency text,
  candidate_name text not null,
  job_title text not null,
  joined_on date not null,
  currency text not null,
  -- Minor units. gross = net + tax.
  net bigint not null check (net > 0),
  tax_basis_points int not null default 0,
  tax bigint not null default 0,
  gross bigint not null,
  -- Name, address and numbers of the two companies when it was issued.
  seller json,
  buyer json,
  visible_at timestamptz not null,
  due_at timestamptz not null,
  issued_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text,
  -- Sums of the rows below: kept with each of them, in the same transaction.
  paid bigint not null default 0,
  credited bigint not null default 0,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (gross = net + tax),
  check (paid between 0 and gross and credited between 0 and gross),
  check ((number is null) = (year is null)),
  check ((status = 'issued') = (number is not null)),
  check ((status = 'issued') = (issued_at is not null)),
  check ((status = 'issued') = (seller is not null)),
  check ((status = 'cancelled') = (cancelled_at is not null)),
  -- Whoever issues it: not an instant before.
  check (issued_at >= visible_at),
  unique (staffing_company_id, year, number)
);
create unique index invoice_of_placement on invoice (placement_id) where status <> 'cancelled';
create index invoice_to_issue on invoice (visible_at) where status = 'scheduled';
create index invoice_open on invoice (due_at) where status = 'issued' and paid + credited < gross;
create index invoice_of_client on invoice (company_id, id);
create index invoice_of_staffing on invoice (staffing_company_id, id);
create index invoice_of_job on invoice (job_id);

create table payment (
  id uuid primary key,
  invoice_id uuid not null references invoice,
  amount bigint not null check (amount > 0),
  paid_on date not null,
  reference text,
  by_id uuid not null references users,
  by_name text not null,
  created_at timestamptz not null,
  reversed_at timestamptz,
  reversed_by_name text,
  reverse_reason text
);
create index payment_of_invoice on payment (invoice_id);

-- Why a client did not pay, and how that ended. At most one of them is open: nobody is reminded meanwhile.
create table invoice_dispute (
  id uuid primary key,
  invoice_id uuid not null references invoice,
  reason text not null,
  by_id uuid not null references users,
  by_name text not null,
  created_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by_id uuid references users,
  resolved_by_name text,
  -- Which of the two sides said that it is over, and if it likes how.
  resolved_by_client boolean,
  resolution text,
  check ((resolved_at is null) = (resolved_by_client is null))
);
create index dispute_of_invoice on invoice_dispute (invoice_id);
create unique index dispute_open on invoice_dispute (invoice_id) where resolved_at is null;

create table credit_note (
  id uuid primary key,
  invoice_id uuid not null references invoice,
  staffing_company_id uuid not null references company,
  year int not null,
  number int not null,
  kind text not null check (kind in ('full', 'guarantee', 'amount')),
  net bigint not null check (net >= 0),
  tax bigint not null check (tax >= 0),
  gross bigint not null check (gross > 0 and gross = net + tax),
  -- How the guarantee came to it: days served, days left, what the terms say.
  computation json,
  reason text not null,
  -- Null is the system.
  by_id uuid references users,
  by_name text,
  issued_at timestamptz not null,
  unique (staffing_company_id, year, number)
);
create index credit_note_of_invoice on credit_note (invoice_id);

-- The last number given. Its row is locked until the transaction that issues has ended, so numbers have no gap.
create table number_series (
  staffing_company_id uuid not null references company,
  kind text not null check (kind in ('invoice', 'credit_note')),
  year int not null,
  last int not null,
  primary key (staffing_company_id, kind, year)
);

-- What was issued stays as it was issued: what is wrong with it, another document puts right.
create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(old) - tg_argv[0]::text[] = to_jsonb(new) - tg_argv[0]::text[] then return new; end if;
  raise exception '% % is never edited or deleted', tg_table_name, old.id using errcode = 'restrict_violation';
end
$$;
create trigger invoice_frozen before update or delete on invoice for each row when (old.status = 'issued')
  execute function refuse_change('{paid,credited,version,updated_at}');
create trigger credit_note_frozen before update or delete on credit_note for each row
  execute function refuse_change('{}');
create trigger payment_frozen before update or delete on payment for each row
  execute function refuse_change('{reversed_at,reversed_by_name,reverse_reason}');
create trigger dispute_frozen before update or delete on invoice_dispute for each row
  execute function refuse_change('{resolved_at,resolved_by_id,resolved_by_name,resolved_by_client,resolution}');
`

const time = /* sql */ `
-- Working seconds (Mon-Fri 09:00-18:00 by the wall clock) from Monday 1970-01-05 until this wall time. Asked for a hundred
-- thousand rows at once: a function in SQL that is not unfolded takes five times as long.
create function worked_until(local timestamp) returns double precision
language plpgsql immutable strict parallel safe as $$
declare
  day int := local::date - date '1970-01-05';
  weekday int := day % 7;
begin
  if weekday >= 5 then return (day / 7 * 5 + 5) * 32400.0; end if;
  return (day / 7 * 5 + weekday) * 32400.0
    + least(greatest(extract(epoch from local::time)::double precision - 32400, 0), 32400);
end
$$;

-- The working seconds between two instants, by the clocks of a zone.
create function worked_seconds(since timestamptz, until timestamptz, zone text) returns double precision
language sql immutable parallel safe as $$
  select greatest(worked_until(until at time zone zone) - worked_until(since at time zone zone), 0)
$$;

-- Whether this is a zone by its full name. An abbreviation is none, even where there is a zone of that name: this
-- database reads CET as an hour ahead all year round, others with its summer time.
create function is_zone(name text) returns boolean
language sql stable strict parallel safe as $$
  select exists (select from pg_timezone_names z where lower(z.name) = lower($1))
    and (upper($1) in ('UTC', 'GMT') or not exists (select from pg_timezone_abbrevs a where a.abbrev = upper($1)))
$$;

-- What people could choose until now, and this database does not know or reads otherwise.
update users set zone = 'UTC' where zone <> 'UTC' and not is_zone(zone);

-- The instant at which the clocks of a zone first show this: of two the earlier; in a gap the first instant after it.
create function first_instant(local timestamp, zone text) returns timestamptz
language plpgsql immutable strict parallel safe as $$
declare
  shown timestamptz := local at time zone 'UTC';
  before interval := ((shown - interval '1 day') at time zone zone) - ((shown - interval '1 day') at time zone 'UTC');
  after interval := ((shown + interval '1 day') at time zone zone) - ((shown + interval '1 day') at time zone 'UTC');
  early timestamptz := shown - greatest(before, after);
  late timestamptz := shown - least(before, after);
  middle timestamptz;
begin
  if early at time zone zone = local then return early; end if;
  if late at time zone zone = local then return late; end if;
  -- The clocks jump between the two: at the first second at which they show more than was asked for.
  while late - early > interval '1 second' loop
    middle := date_trunc('second', early + (late - early) / 2);
    if middle at time zone zone > local then late := middle; else early := middle; end if;
  end loop;
  return late;
end
$$;

-- The instant by which so many working seconds have passed since another.
create function after_working(since timestamptz, seconds double precision, zone text) returns timestamptz
language plpgsql immutable strict parallel safe as $$
declare
  total double precision := worked_until(since at time zone zone) + seconds;
  days int := ceil(total / 32400) - 1;
begin
  if seconds <= 0 then return since; end if;
  return first_instant(
    date '1970-01-05' + days / 5 * 7 + days % 5 + time '09:00' + make_interval(secs => total - days * 32400.0), zone
  );
end
$$;

-- Whether somebody's clocks stand in their quiet hours, which may run over midnight. From a time to itself is never.
create function is_quiet(at timestamptz, zone text, quiet_from time, quiet_to time) returns boolean
language sql immutable parallel safe as $$
  select case when quiet_from <= quiet_to
    then (at at time zone zone)::time >= quiet_from and (at at time zone zone)::time < quiet_to
    else (at at time zone zone)::time >= quiet_from or (at at time zone zone)::time < quiet_to end
$$;

-- The next instant at which somebody's clocks show this time of day.
create function next_time(at timestamptz, zone text, wall time) returns timestamptz
language sql immutable strict parallel safe as $$
  select first_instant(
    ((at at time zone zone)::date + case when (at at time zone zone)::time >= wall then 1 else 0 end) + wall, zone)
$$;
`

const reminders = /* sql */ `
-- How much of a measure has passed from one instant to another: working seconds, seconds, or days, each from 09:00 on.
create function reminder_passed(since timestamptz, until timestamptz, measure text, zone text) returns double precision
language sql immutable parallel safe as $$
  select case measure
    when 'working' then worked_seconds(since, until, zone)
    when 'calendar' then extract(epoch from until - since)::double precision
    else ((until at time zone zone - interval '9 hours')::date - (since at time zone zone)::date)::double precision end
$$;

-- The instant at which so much of it has passed.
create function reminder_at(since timestamptz, amount double precision, measure text, zone text) returns timestamptz
language sql immutable parallel safe as $$
  select case measure
    when 'working' then after_working(since, amount, zone)
    when 'calendar' then since + make_interval(secs => amount)
    else first_instant((since at time zone zone)::date + amount::int + time '09:00', zone) end
$$;

-- One row per reminder that went out: never a second one for it, whoever sweeps, and after any crash.
create table reminder (
  rule text not null,
  subject_id uuid not null,
  user_id uuid not null references users,
  -- What its steps are counted from: another one is another occurrence.
  anchor timestamptz not null,
  -- From 1 on; 0 is the escalation.
  step smallint not null,
  at timestamptz not null,
  in_app boolean not null,
  mailed boolean not null,
  primary key (rule, subject_id, user_id, anchor, step)
);
create index users_admin on users (id) where role = 'admin';
create index candidate_profile_incomplete on candidate_profile (user_id)
  where headline is null or location is null or skills = '{}';
create index candidate_profile_updated on candidate_profile (updated_at);
create index reminder_of_user on reminder (user_id, at);
create index reminder_of_subject on reminder (subject_id);
create index reminder_escalated on reminder (rule, subject_id, anchor) where step = 0;

-- What was owed, from when until when, as the sweep saw it: explanations and previews are read from here.
create table owed_period (
  rule text not null,
  subject_id uuid not null,
  user_id uuid not null references users,
  anchor timestamptz not null,
  since timestamptz not null,
  -- By the sweep: somebody can come to owe later what has waited for long.
  seen_at timestamptz not null,
  job_id uuid,
  application_id uuid,
  -- Whose settings hold: the staffing company's, null where there is none.
  company_id uuid,
  ended_at timestamptz,
  primary key (rule, subject_id, user_id, anchor)
);
create index owed_period_open on owed_period (rule, subject_id, user_id, anchor) where ended_at is null;
create index owed_period_of_company on owed_period (company_id, ended_at);
create index owed_period_of_user on owed_period (user_id, ended_at);

-- Somebody does not want to be reminded of one thing: until then, or (null) at all.
create table reminder_hold (
  user_id uuid not null references users on delete cascade,
  rule text not null,
  subject_id uuid not null,
  -- Of this occurrence alone: what begins anew is reminded of anew.
  anchor timestamptz not null,
  until timestamptz,
  created_at timestamptz not null,
  primary key (user_id, rule, subject_id)
);

-- Where a company wants a rule otherwise than we have it. Null is as we have it.
create table reminder_setting (
  company_id uuid not null references company,
  rule text not null,
  off boolean not null default false,
  first_hours numeric check (first_hours between 0 and 720),
  every_hours numeric check (every_hours between 1 and 720),
  most smallint check (most between 1 and 20),
  updated_at timestamptz not null,
  primary key (company_id, rule)
);
`

const preferences = /* sql */ `
-- Without a row: quiet from 21:00 to 08:00, no digest.
create table preference (
  user_id uuid primary key references users on delete cascade,
  quiet_from time not null default '21:00',
  quiet_to time not null default '08:00',
  digest text not null default 'off' check (digest in ('off', 'daily', 'weekly')),
  digest_hour smallint not null default 8 check (digest_hour between 0 and 23),
  -- 1 is Monday.
  digest_weekday smallint not null default 1 check (digest_weekday between 1 and 7),
  next_digest_at timestamptz,
  updated_at timestamptz not null,
  check ((digest = 'off') = (next_digest_at is null))
);
create index preference_digest on preference (next_digest_at) where next_digest_at is not null;

-- The first instant after another at which a digest is due: at an hour of the wall clock, on every day or on one of the week.
create function next_digest(after timestamptz, zone text, digest text, hour smallint, weekday smallint) returns timestamptz
language sql stable strict parallel safe as $$
  select case when digest <> 'off' then coalesce(
    (select t from first_instant(d.first + make_time(hour, 0, 0), zone) t where t > after),
    first_instant(d.first + d.step + make_time(hour, 0, 0), zone)
  ) end
  from (
    select case digest when 'weekly' then 7 else 1 end as step,
      l.today + case digest when 'weekly' then (weekday - extract(isodow from l.today)::int + 7) % 7 else 0 end as first
    from (select (after at time zone zone)::date as today) l
  ) d
$$;

-- Where somebody wants a category of news otherwise than it comes. See server/preferences/categories.ts.
create table channel (
  user_id uuid not null references users on delete cascade,
  category text not null,
  in_app boolean not null,
  mail text not null check (mail in ('now', 'digest', 'off')),
  primary key (user_id, category)
);

-- A job of which somebody wants to hear nothing.
create table muted_job (
  user_id uuid not null references users on delete cascade,
  job_id uuid not null references job_posting,
  created_at timestamptz not null,
  primary key (user_id, job_id)
);

-- Addresses that the provider does not deliver to, by message stream. In lower case.
create table suppression (
  address text not null,
  stream text not null check (stream in ('outbound', 'broadcast')),
  -- Null: mail goes there again since then. What is told later of an earlier instant does not count.
  reason text check (reason in ('bounce', 'complaint', 'unsubscribed')),
  detail text,
  at timestamptz not null,
  primary key (address, stream)
);

-- What a provider has told us once it may tell again: the second time changes nothing.
create table webhook_receipt (
  source text not null,
  id text not null,
  at timestamptz not null,
  primary key (source, id)
);

-- Mails that wait for a moment: for the end of quiet hours, or to see whether it is read in the app meanwhile. What they
-- say is read when they go out.
create table waiting_mail (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  -- The line of the feed that tells the same; one mail per event and person.
  event_key text not null,
  category text not null,
  -- Of a message: all that wait of one thread are one mail.
  thread_id uuid references thread,
  notice json not null,
  due_at timestamptz not null,
  created_at timestamptz not null,
  unique (user_id, event_key)
);
create index waiting_mail_due on waiting_mail (due_at);

-- See server/preferences/categories.ts; what was told before this day is named by what it was about.
alter table notification add column category text;
update notification set category = case split_part(kind, '.', 1)
  when 'application' then 'applications' when 'shortlist' then 'applications' when 'submission' then 'applications'
  when 'interview' then 'interviews' when 'feedback' then 'interviews' when 'thread' then 'messages'
  when 'proposal' then 'offers' when 'placement' then 'placements' else 'jobs' end;
alter table notification alter column category set not null;

create table digest (
  user_id uuid not null references users on delete cascade,
  -- The hour it was for.
  occurrence timestamptz not null,
  lines int not null,
  at timestamptz not null,
  primary key (user_id, occurrence)
);

-- Where a mail of a thread is answered to: the token stands behind the + of our mailbox. It is a signature over the two
-- ids, which have no room there beside it.
create table reply_address (
  token text primary key,
  thread_id uuid not null references thread,
  user_id uuid not null references users
);

-- Mails that came in, by the provider's id of each, and what became of them. A server that does not hear that a mail
-- arrived sends it again, and the provider takes that for another: the id in its head, kept of what was taken, is the same.
create table inbound_mail (
  id text primary key,
  message_id text,
  thread_id uuid,
  user_id uuid,
  outcome text not null,
  at timestamptz not null,
  unique (thread_id, user_id, message_id)
);
create index inbound_mail_of_user on inbound_mail (user_id, at);
`

const cleared = /* sql */ `
-- The instant of the last event of a stream that was cleared away: whatever came after it is still there.
alter table stream add column cleared_at timestamptz;
-- What the log said last of a card before that was cleared away: past boards stand on it.
create table cleared_card (
  application_id uuid primary key references application,
  at timestamptz not null,
  rank text not null,
  shortlist text not null
);
-- Nobody can say whether it happened, and it must not happen twice: somebody has to look.
alter table effect add column unknown_at timestamptz;
`

const clock = /* sql */ `
-- One row at most: how far the demo's clock is ahead of the machine's.
create table demo_clock (one boolean primary key default true check (one), ahead_ms bigint not null);
`

/** The timed half: placements, invoices, reminders, preferences, digests. */
export class NothingForgotten extends Migration {
  override up() {
    for (const part of [companies, placements, invoices, time, reminders, preferences, cleared, clock])
      this.addSql(part)
  }
}
