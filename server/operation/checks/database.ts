import type pg from 'pg'
import { migrations } from '../../../db/database.ts'
import type { Settings } from '../../env.ts'
import { connected } from './connection.ts'
import { findings, type Finding } from './finding.ts'

const oldest = 15
const newest = 18

interface State {
  version: string
  major: number
  person: string
  name: string
  may_create: boolean
  may_add_queues: boolean
  has_queues: boolean
  /** Tables of ours that this role cannot read and write, each `of` its owner. */
  closed: string[] | null
  max_connections: number
  used_connections: number
}

const ask = /* sql */ `
select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major,
  current_user as person, current_database() as name,
  has_schema_privilege('public', 'create') as may_create,
  has_database_privilege(current_database(), 'create') as may_add_queues,
  to_regnamespace('pgboss') is not null as has_queues,
  (select array_agg(n.nspname || '.' || c.relname || ' of ' || pg_get_userbyid(c.relowner) order by n.nspname, c.relname)
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('public', 'pgboss') and c.relkind in ('r', 'p')
     and not (has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
       and has_table_privilege(c.oid, 'insert') and has_table_privilege(c.oid, 'update')
       and has_table_privilege(c.oid, 'delete'))) as closed,
  current_setting('max_connections')::int as max_connections,
  (select count(*) from pg_stat_activity where backend_type = 'client backend')::int as used_connections`

const rights = ({ person, name, ...state }: State): Finding[] => {
  const { good, wrong } = findings('Rights')
  const role = `"${person}"`
  if (state.closed) {
    const [table, owner] = state.closed[0]!.split(' of ')
    return wrong(
      `${role} cannot use ${state.closed.length} tables, such as ${table}.`,
      `Run as the role that made them, or make this one a member of it: grant ${owner} to ${role}.`,
    )
  }
  if (!state.may_create)
    return wrong(
      `${role} may make no tables in the schema public.`,
      `As the owner of the database: grant create on schema public to ${role}.`,
    )
  if (!state.may_add_queues && !state.has_queues)
    return wrong(
      `${role} may make no schema, and the queues need one.`,
      `As the owner of the database: grant create on database ${name} to ${role}.`,
    )
  return good(`${role} may do what is needed.`)
}

const connections = (
  { DATABASE_POOL }: Settings,
  { max_connections, used_connections }: State,
): Finding[] => {
  const { good, warning } = findings('Connections')
  // Beside the pool: two to send jobs with, five to work them, and a few for whoever looks.
  const needed = DATABASE_POOL + 10
  const found = `${used_connections} of ${max_connections} are taken; one process takes up to ${needed}.`
  return max_connections - used_connections < needed
    ? warning(found, 'Raise max_connections, lower DATABASE_POOL, or use a pooler.')
    : good(found)
}

/** Whether it is a PostgreSQL that we know, and lets us do what we must. */
export const checkDatabase = (url: string, settings: Settings) =>
  connected(url, async (client: pg.Client): Promise<Finding[]> => {
    const { good, warning, wrong } = findings('Database')
    const state = (await client.query<State>(ask)).rows[0]!
    const found = `PostgreSQL ${state.version}, ${state.name}.`
    const version =
      state.major < oldest
        ? wrong(found, `Upgrade it: PostgreSQL ${oldest} to ${newest} is needed.`)
        : state.major > newest
          ? warning(found, `It may work; tested are PostgreSQL ${oldest} to ${newest}.`)
          : good(found)
    return [...version, ...rights(state), ...connections(settings, state)]
  })

/** Whether the database is as this version needs it. */
export const checkMigrations = (url: string) =>
  connected(url, async (client): Promise<Finding[]> => {
    const { good, warning, wrong } = findings('Migrations')
    const mend = 'Run npm run migrate (every process does it when it starts, too).'
    const known = await client.query<{ there: boolean }>(
      `select to_regclass('public.migration') is not null as there`,
    )
    if (!known.rows[0]!.there) return wrong('the database is empty.', mend)
    const { rows } = await client.query<{ name: string }>('select name from migration')
    const done = new Set(rows.map(({ name }) => name))
    const missing = migrations.map(({ name }) => name).filter(name => !done.delete(name))
    if (missing.length) return wrong(`missing: ${missing.join(', ')}.`, mend)
    if (done.size)
      return warning(
        `the database is of a newer version: it has ${[...done].join(', ')}.`,
        'Deploy that version here as well.',
      )
    return good(`all ${migrations.length} are done.`)
  })
