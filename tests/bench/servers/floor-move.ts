/**
 * Everything that a move of the product writes, as one statement: the card (if it still has that version), whom it waits
 * for, its history, that the employer has learned the name, an event for every audience that sees it, with its number, and
 * the job that tells people.
 * $1 card · $2 stage · $3 version · $4 who · $5 their name · $6 now, as ISO text · $7 history id · $8 rank
 */
const text = /* sql */ `
with moved as (
  update application set stage = $2, stage_since = $6::text::timestamptz, updated_at = $6::text::timestamptz, version = version + 1,
    rank = $8,
    shown_to_client_at = case when $2 in ('interview', 'offer', 'hired') then coalesce(shown_to_client_at, $6::text::timestamptz)
      else shown_to_client_at end,
    shortlist = case when shortlist <> 'proposed' then shortlist when $2 = 'interview' then 'approved'
      when $2 = 'rejected' then 'rejected' else shortlist end,
    waiting_rule = case $2 when 'interview' then 'interview-scheduling' when 'offer' then 'offer-making' end,
    waiting_since = case when $2 in ('interview', 'offer') then $6::text::timestamptz end
  where id = $1 and version = $3
  returning new.*, old.stage as from_stage
), facts as (
  select m.*, u.name, u.email, p.headline, p.skills, p.experience_years, j.title, c.name as company,
    j.company_id, j.blind_shortlist,
    case when m.waiting_rule is null then '{}'::jsonb else jsonb_build_object('waiting',
      jsonb_build_object('rule', m.waiting_rule, 'for', 'recruiter', 'since', $6::text)) end as waiting,
    json_build_object('id', j.id, 'title', j.title, 'company', json_build_object('name', c.name)) as job
  from moved m
  join job_posting j on j.id = m.job_id
  join company c on c.id = j.company_id
  join users u on u.id = m.candidate_id
  left join candidate_profile p on p.user_id = m.candidate_id
), words (list) as (
  values ('{"applied":"received","screening":"in_review","interview":"interviewing","offer":"offer"}'::jsonb)
), history as (
  insert into application_history (id, application_id, from_stage, to_stage, by_id, by_name, at)
  select $7, id, from_stage, $2, $4, $5, $6::text::timestamptz from moved
), introduced as (
  insert into introduction (id, application_id, candidate_id, company_id, by_id, blind, at)
  select gen_random_uuid(), id, candidate_id, company_id, $4, blind_shortlist, $6::text::timestamptz
  from facts where shown_to_client_at is not null
  on conflict (application_id) do nothing
  returning application_id
), said (stream, ord, type, actor, data) as (
  select 'application:' || id || ':staff', 1, 'application.introduced', true, jsonb_build_object('introduction', json_build_object(
    'applicationId', id, 'candidate', json_build_object('id', candidate_id, 'name', name),
    'company', json_build_object('id', company_id, 'name', company), 'by', json_build_object('id', $4::text, 'name', $5::text),
    'blind', blind_shortlist, 'at', $6::text))
  from facts join introduced on application_id = id
  union all
  select 'job:' || job_id || ':staff', 2, 'application.moved', true, jsonb_build_object('card', jsonb_build_object(
    'id', id, 'version', version, 'rank', rank, 'stage', stage, 'since', $6::text,
    'candidate', json_build_object('id', candidate_id, 'name', name), 'shortlist', shortlist, 'source', source) || waiting)
  from facts
  union all
  select 'application:' || id || ':staff', 2, 'application.moved', true, jsonb_build_object('application', jsonb_build_object(
    'id', id, 'version', version, 'rank', rank, 'stage', stage, 'since', $6::text,
    'candidate', json_build_object('id', candidate_id, 'name', name, 'email', email, 'headline', headline,
      'skills', skills, 'experienceYears', experience_years),
    'shortlist', shortlist, 'source', source, 'job', job, 'coverLetter', cover_letter, 'expectedSalary', null,
    'noticePeriodDays', notice_period_days, 'shownToClient', shown_to_client_at is not null, 'appliedAt', created_at) || waiting,
    'entry', json_build_object('id', $7::text, 'from', from_stage, 'to', $2::text,
      'by', json_build_object('id', $4::text, 'name', $5::text), 'at', $6::text, 'reason', null))
  from facts
  union all
  select 'application:' || id || ':candidate', 2, 'application.moved', false, jsonb_build_object('application', json_build_object(
    'id', id, 'stage', words.list ->> stage, 'since', $6::text, 'job', job, 'coverLetter', cover_letter, 'expectedSalary', null,
    'noticePeriodDays', notice_period_days, 'appliedAt', created_at, 'canWithdraw', true, 'canReopen', false),
    'entry', json_build_object('id', $7::text, 'from', words.list ->> from_stage, 'to', words.list ->> $2::text,
      'by', null, 'at', $6::text, 'reason', null))
  from facts, words
  union all
  select 'job:' || job_id || ':client', 2, 'application.moved', true, jsonb_build_object('card', jsonb_build_object(
    'id', id, 'version', version, 'rank', rank, 'stage', stage, 'since', $6::text,
    'candidate', json_build_object('name', name, 'blind', false, 'skills', skills, 'experienceYears', experience_years),
    'shortlist', shortlist) || waiting)
  from facts where shown_to_client_at is not null
  union all
  select 'application:' || id || ':client', 2, 'application.moved', true, jsonb_build_object('application', jsonb_build_object(
    'id', id, 'version', version, 'rank', rank, 'stage', stage, 'since', $6::text,
    'candidate', json_build_object('name', name, 'blind', false, 'skills', skills, 'experienceYears', experience_years),
    'shortlist', shortlist, 'job', job, 'coverLetter', cover_letter, 'noticePeriodDays', notice_period_days) || waiting,
    'entry', json_build_object('id', $7::text, 'from', from_stage, 'to', $2::text,
      'by', json_build_object('id', $4::text, 'name', $5::text), 'at', $6::text, 'reason', null))
  from facts where shown_to_client_at is not null
), bumped as (
  insert into stream (id, last_seq) select stream, count(*) from said group by stream order by stream
  on conflict (id) do update set last_seq = stream.last_seq + excluded.last_seq
  returning id, last_seq, epoch
), written as (
  insert into event (stream_id, seq, type, v, actor, data, at)
  select b.id, b.last_seq - count(*) over (partition by b.id) + row_number() over (partition by b.id order by s.ord), s.type, 1,
    case when s.actor then json_build_object('id', $4::text, 'name', $5::text) end, s.data, $6::text::timestamptz
  from said s join bumped b on b.id = s.stream
  returning stream_id, seq, type, actor, data
), queued as (
  insert into pgboss.job_common (name, data, retry_limit, retry_delay, retry_backoff, expire_seconds, deletion_seconds,
    keep_until, policy)
  select 'notify', jsonb_build_object('event', 'application.moved', 'applicationId', $1::text, 'historyId', $7::text,
    'by', $4::text, 'at', $6::text), 5, 2, true, 900, 604800, now() + interval '14 days', 'standard'
  from moved
)
select w.stream_id, w.seq, w.type, w.actor, w.data, b.epoch from written w join bumped b on b.id = w.stream_id
`

export interface Said {
  stream_id: string
  seq: string
  type: string
  actor: object | null
  data: { application?: object }
  epoch: string
}

/** Prepared once for each connection. */
export const moveStatement = { name: 'move', text }
