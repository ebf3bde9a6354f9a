import { startEmbedded } from '/work/main/db/embedded.ts'
import { openDatabase } from '/work/main/db/database.ts'
import { migrate } from '/work/main/db/migrate.ts'
import pg from 'pg'
const s = await startEmbedded('/var/tmp/d-rem')
const a = new pg.Client({ connectionString: s.url('postgres') }); await a.connect()
await a.query('drop database if exists rem with (force)'); await a.query('create database rem'); await a.end()
const db = await openDatabase(s.url('rem'), { onError: console.error })
await migrate(db, console.error); await db.close()
console.log(s.url('rem'), s.pid)
process.exit(0)
