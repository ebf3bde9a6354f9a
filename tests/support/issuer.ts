import { boot } from '../../server/boot.ts'
import { now } from '../../server/clock.ts'
import { issueInvoice } from '../../server/invoices/issue.ts'
import { range } from './range.ts'
import { transaction } from '../../server/transaction.ts'
import { database } from '../../db/database.ts'

/** What is undone, on purpose or because another was quicker, comes again with the next round. */
const attempt = (id: string) =>
  transaction(null, write => issueInvoice(write, id, now())).catch((error: Error) => {
    if (!/planted/.test(String(error))) throw error
  })

/**
 * A process that issues what is due, by so many at once (ISSUERS), until nothing is left: those that it takes first are
 * the last of another that runs the other way (BACKWARDS).
 */
const main = async () => {
  const lanes = Number(process.env.ISSUERS)
  const order = process.env.BACKWARDS ? 'desc' : 'asc'
  const base = await boot()
  process.send!({ ready: true })
  await new Promise(resolve => process.once('message', resolve))
  for (;;) {
    const { rows } = await database().pool.query<{ id: string }>(
      `select id from invoice where status = 'scheduled' and visible_at <= $1 order by id ${order}`,
      [now()],
    )
    if (!rows.length) break
    await Promise.all(
      range(lanes).map(async lane => {
        for (const [index, { id }] of rows.entries()) if (index % lanes === lane) await attempt(id)
      }),
    )
  }
  await base.close()
  process.exit(0)
}

void main()
