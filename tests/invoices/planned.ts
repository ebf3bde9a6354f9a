import { groupsOf, range } from '../support/range.ts'

type Sql = (text: string, params: unknown[]) => Promise<unknown>

const planGroup = (sql: Sql, placementId: string, count: number) =>
  sql(
    `with made as materialized (
       select n, gen_random_uuid() as candidate, gen_random_uuid() as application, gen_random_uuid() as placement,
         gen_random_uuid() as invoice
       from generate_series(1, $2::int) n
     ), model as materialized (
       select p as placement, i as invoice, a as application
       from placement p join invoice i on i.placement_id = p.id join application a on a.id = p.application_id
       where p.id = $1
     ), people as (
       insert into users (id, name, email, email_verified, role)
       select candidate, 'Person ' || n, candidate || '@people.example', true, 'candidate' from made
     ), cards as (
       insert into application select (r).* from (
         select json_populate_record(model.application, json_build_object(
           'id', made.application, 'candidate_id', candidate, 'version', 1)) as r
         from model, made
       ) x
     ), placements as (
       insert into placement select (r).* from (
         select json_populate_record(model.placement, json_build_object(
           'id', made.placement, 'application_id', made.application, 'candidate_id', candidate)) as r
         from model, made
       ) x
     )
     insert into invoice select (r).* from (
       select json_populate_record(model.invoice, json_build_object(
         'id', made.invoice, 'placement_id', made.placement, 'application_id', made.application)) as r
       from model, made
     ) x`,
    [placementId, count],
  )

/** So many more invoices like the one of this placement, planned for the same moment: each of somebody else's joining. */
export const planMore = async (sql: Sql, placementId: string, count: number) => {
  for (const group of groupsOf(range(count), 500)) await planGroup(sql, placementId, group.length)
}
