import type { EntityManager } from '@mikro-orm/postgresql'
import { DummyDriver, type DatabaseConnection, type Kysely, type QueryResult } from 'kysely'
import type { Socket } from 'node:net'
import type pg from 'pg'
import { database } from './database.ts'
import { builderOn, type Sender, type Statement } from './statement.ts'
import type { Tables } from './tables.ts'

/** One open transaction, by its entities, its query builder and its prepared statements: all on one connection. */
export interface Transaction extends Sender {
  em: EntityManager
  sql: Kysely<Tables>
  /**
   * Sends a statement in this very tick, behind those sent before it and without waiting for them: what is sent together
   * travels together. If one fails, those behind it fail too.
   */
  send<Row extends object>(statement: Statement): Promise<Row[]>
}

/** A transaction as those see it who only read. */
export type Reading = Pick<Transaction, 'sql' | 'send'>

const connectionOf = (client: pg.PoolClient): DatabaseConnection => ({
  executeQuery: async <Row>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) => {
    const { command, rowCount, rows } = await client.query(sql, [...parameters])
    const isWrite = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(command)
    const result: QueryResult<Row> = { rows: (rows ?? []) as Row[] }
    return isWrite ? { ...result, numAffectedRows: BigInt(rowCount ?? 0) } : result
  },
  streamQuery: () => {
    throw new Error('Nothing is streamed inside a transaction.')
  },
})

const builders = new WeakMap<pg.PoolClient, Kysely<Tables>>()

/** The query builder on this connection alone. Whoever has it is inside the transaction. */
const builderOf = (client: pg.PoolClient) => {
  const connection = connectionOf(client)
  const onIt =
    builders.get(client) ??
    builderOn(() => Object.assign(new DummyDriver(), { acquireConnection: async () => connection }))
  builders.set(client, onIt)
  return onIt
}

/**
 * Holds back what is sent on this connection until the end of the tick, so that statements sent together are one write
 * and wake the server once. pg writes each by itself otherwise; its socket is no part of its types.
 */
const writeTogether = (client: pg.PoolClient) => {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  let isHeld = false
  return () => {
    if (isHeld) return
    isHeld = true
    stream.cork()
    process.nextTick(() => {
      isHeld = false
      stream.uncork()
    })
  }
}

/**
 * Runs `work` in a transaction: what it returns is committed, what it throws undoes everything. `last`, if it returns
 * one, is sent together with the COMMIT, so that what it locks is held for no round trip.
 */
export const inTransaction = async <Result>(
  work: (transaction: Transaction) => Promise<{ result: Result; last?: Statement | undefined }>,
  { begin = 'begin' }: { begin?: 'begin' | 'begin isolation level repeatable read read only' } = {},
): Promise<Result> => {
  const client = await database().pool.connect()
  let broken: Error | undefined
  try {
    const hold = writeTogether(client)
    const send = <Row extends object>(statement: Statement) => {
      hold()
      return client.query<Row & pg.QueryResultRow>(statement).then(({ rows }): Row[] => rows)
    }
    hold()
    const begun = client.query(begin)
    // Whatever comes behind it fails as well, and is waited for.
    begun.catch(() => {})
    const sql = builderOf(client)
    const em = database().orm.em.fork() as EntityManager
    em.setTransactionContext(sql)
    const { result, last } = await work({ em, sql, send })
    const written = last && send(last)
    hold()
    const ended = client.query('commit')
    await Promise.all([written, ended])
    if ((await ended).command !== 'COMMIT')
      throw new Error('The transaction was undone by an earlier failure.')
    return result
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => (broken = lost))
    throw error
  } finally {
    client.release(broken)
  }
}
