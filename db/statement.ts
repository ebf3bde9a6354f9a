import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Compilable,
  type Driver,
} from 'kysely'
import type pg from 'pg'
import { database } from './database.ts'
import type { Tables } from './tables.ts'

/** A statement under a name: the server parses and plans it once per connection. One name, one text. */
export interface Statement {
  name: string
  text: string
  values: unknown[]
}

/** Whatever runs prepared statements: an open transaction, or the pool. */
export interface Sender {
  send<Row extends object>(statement: Statement): Promise<Row[]>
}

/** A query builder on a driver of one's own. */
export const builderOn = (driver: () => Driver) =>
  new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: db => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: driver,
    },
  })

/** Builds queries and runs none. */
export const builder = builderOn(() => new DummyDriver())

/** A query of the builder as a prepared statement: built once, sent with other values each time, in their order in it. */
export const prepare = <Row extends object>(name: string, query: Compilable<Row>) => {
  const { sql: text } = query.compile()
  return ({ send }: Sender, ...values: unknown[]) => send<Row>({ name, text, values })
}

/** Any connection of the pool, outside of a transaction. */
export const pooled: Sender = {
  send: async <Row extends object>(statement: Statement) =>
    (await database().pool.query<Row & pg.QueryResultRow>(statement)).rows,
}
