import { MikroORM, type EntityManager } from '@mikro-orm/postgresql'
import { Migrator } from '@mikro-orm/migrations'
import { PostgresDialect, type Kysely } from 'kysely'
import Cursor from 'pg-cursor'
import type pg from 'pg'
import { Application } from './entities/application.ts'
import { ApplicationHistory } from './entities/application-history.ts'
import { Assignment } from './entities/assignment.ts'
import { CandidateProfile } from './entities/candidate-profile.ts'
import { Company } from './entities/company.ts'
import { JobPosting } from './entities/job-posting.ts'
import { User } from './entities/user.ts'
import { Initial } from './migrations/20261120-initial.ts'
import { OpenEffects } from './migrations/20261120-open-effects.ts'
import { WorkingTogether } from './migrations/20261121-working-together.ts'
import { NothingForgotten } from './migrations/20261122-nothing-forgotten.ts'
import { makePool } from './pool.ts'
import type { Tables } from './tables.ts'

export interface Database {
  url: string
  pool: pg.Pool
  orm: MikroORM
  close(): Promise<void>
}

/** In order. Every process brings the database up to date before anything else. */
export const migrations = [
  { name: '20261120-initial', class: Initial },
  { name: '20261120-open-effects', class: OpenEffects },
  { name: '20261121-working-together', class: WorkingTogether },
  { name: '20261122-nothing-forgotten', class: NothingForgotten },
]

let current: Database | undefined

/** The open database. Opened once per process, by `main` or by a test. */
export const database = (): Database => {
  if (!current) throw new Error('The database is not open yet: call openDatabase first.')
  return current
}

export const openDatabase = async (
  url: string,
  options: { max?: number; onError: (error: Error) => void },
): Promise<Database> => {
  const pool = makePool(url, options)
  const orm = await MikroORM.init({
    clientUrl: url,
    driverOptions: new PostgresDialect({ pool, cursor: Cursor }),
    entities: [Company, User, CandidateProfile, JobPosting, Assignment, Application, ApplicationHistory],
    extensions: [Migrator],
    migrations: {
      migrationsList: migrations,
      snapshot: false,
      silent: true,
      tableName: 'migration',
    },
    discovery: { warnWhenNoEntities: false },
  })
  current = {
    url,
    pool,
    orm,
    // orm.close() ends the pool it was given
    close: async () => {
      current = undefined
      await orm.close()
    },
  }
  return current
}

/** The typed query builder of this entity manager, inside its transaction if it has one. */
export const sqlOf = (em: EntityManager): Kysely<Tables> => em.getKysely<Tables>()
