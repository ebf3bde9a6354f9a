import type { Findings } from './fault.ts'

/** Invoices and credit notes, in the series of their numbers. */
const numbered = /* sql */ `
  numbered as materialized (
    select staffing_company_id as issuer, 'invoice' as kind, year, number from invoice where number is not null
    union all select staffing_company_id, 'credit_note', year, number from credit_note
  )`

export const invoiceFacts = /* sql */ `
  , ${numbered}, issued_to as materialized (
    select data->'invoice'->>'id' as id, split_part(stream_id, ':', 3) as audience, count(*) as events
    from event where type = 'invoice.issued' group by 1, 2
  )
`

const gaps = /* sql */ `
  select s.kind || ' numbers of ' || s.year || ' are at ' || s.last || ', and there are ' || count(n.number) as what
  from number_series s
  left join numbered n on n.issuer = s.staffing_company_id and n.kind = s.kind and n.year = s.year
  group by s.staffing_company_id, s.kind, s.year, s.last
  having count(n.number) <> s.last or coalesce(max(n.number), 0) <> s.last or coalesce(min(n.number), 1) <> 1`

/** The series that have a gap at this very instant. */
export const askNumbers = async (sql: <Row>(text: string) => Promise<Row[]>) =>
  (await sql<{ what: string }>(`with ${numbered} ${gaps}`)).map(({ what }) => what)

/** Questions as those of `rows.ts`: the numbers of a series have no gap, and an invoice is issued once, to both sides. */
export const invoiceQuestions: Record<keyof Findings, string[]> = {
  gaps: [gaps],
  duplicated: [
    `select events || ' events issue invoice ' || id || ' to the ' || audience as what from issued_to where events > 1`,
    `select jobs || ' jobs tell of invoice ' || id as what from (
       select data->>'invoiceId' as id, count(*) as jobs from pgboss.job
       where name = 'notify' and data->>'event' = 'invoice.issued' group by 1
     ) told where jobs > 1`,
    `select 'invoice ' || id || ' has ' || credited || ' credited, and credit notes over ' || noted as what
     from invoice i cross join lateral (
       select coalesce(sum(gross), 0) as noted from credit_note where invoice_id = i.id
     ) n where noted <> credited`,
    `select 'invoice ' || id || ' has ' || paid || ' paid, and payments of ' || noted as what
     from invoice i cross join lateral (
       select coalesce(sum(amount), 0) as noted from payment where invoice_id = i.id and reversed_at is null
     ) n where noted <> paid`,
  ],
  lost: [
    `select 'invoice ' || i.id || ' was issued, and the ' || a.audience || ' never heard of it' as what
     from invoice i cross join (values ('staff'), ('client')) a(audience)
     left join issued_to t on t.id = i.id::text and t.audience = a.audience
     where i.status = 'issued' and t.id is null`,
  ],
  seen: [
    `select 'invoice ' || (e.data->'invoice'->>'id') || ' went to ' || e.stream_id || ' before it was issued' as what
     from event e join invoice i on i.id::text = e.data->'invoice'->>'id'
     where e.type like 'invoice.%' and e.stream_id not like '%:staff' and (i.issued_at is null or e.at < i.visible_at)`,
  ],
}
