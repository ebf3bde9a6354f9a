import { openDatabase, database } from '../db/database.ts'
import { openSender, installQueues, openQueue } from '../jobs/queue.ts'
import { sweepReminders } from '../server/reminders/sweep.ts'
const url = process.env.DATABASE_URL!
Object.assign(process.env, { NODE_ENV:'test', AUTH_SECRET:'only-for-tests-only-for-tests-only-for-tests', PUBLIC_URL:'https://x.example', LOG_LEVEL:'warn' })
await openDatabase(url, { onError: console.error }); await openSender(url, console.error)
const at = new Date(process.argv[2] ?? '2027-03-10T10:00:00Z')
const pool = database().pool
const orig = (await import('pg')).default.Client.prototype.query
let n = 0
;(await import('pg')).default.Client.prototype.query = function (...args: any[]) { const t = Date.now(); const text = (args[0].text ?? args[0]).replace(/\s+/g,' ').slice(0, 60); const r = (orig as any).apply(this, args); if (r?.then) r.then(() => { const d = Date.now()-t; if (d > 100 && n++ < 40) console.log(d, text) }, () => {}); return r } as any
const t = Date.now()
console.log(await sweepReminders(at), Date.now() - t, 'ms')
process.exit(0)
