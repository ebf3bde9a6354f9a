import pg from 'pg'
import { fillOwedWorld } from '/work/main/tests/bench/owed-world.ts'
const url = process.env.DATABASE_URL!
const c = new pg.Client({ connectionString: url }); await c.connect()
const t=Date.now()
await fillOwedWorld(async (text, values=[]) => (await c.query(text, values)).rows)
console.log('filled', Date.now()-t)
await c.end()
