import { builder } from '../../../db/statement.ts'
import { dueOf, owedWithCompany } from '../../../server/reminders/due.ts'
import { startWorking, type Row } from '../bench.ts'
import type { Copy } from '../cluster.ts'
import { median } from '../figures.ts'
import { fillOwedWorld, owedAt } from '../owed-world.ts'

const minute = 60_000
const after = (ms: number) => new Date(owedAt.getTime() + ms)

/** The plans of the two questions of a sweep, as it asks them. */
const plansOf = async ({ sql }: Copy, now: Date) => {
  const explain = async (text: string, values: readonly unknown[] = []) => {
    const rows = await sql<{ 'QUERY PLAN': string }>(`explain (analyze, buffers off) ${text}`, [...values])
    return rows.map(row => row['QUERY PLAN'])
  }
  await sql(`select set_config('jit', 'off', false), set_config('work_mem', '64MB', false)`)
  const owed = owedWithCompany({ now }).compile(builder)
  const plan = await explain(`create temp table owed as ${owed.sql}`, owed.parameters)
  await sql('analyze owed')
  const due = dueOf({ now }).compile(builder)
  return [...plan, '', ...(await explain(due.sql, due.parameters))]
}

/**
 * A sweep over a million applications and a hundred thousand things that are owed. First all of them are new, and nearly
 * all are due: that is the rate of claims. A day later superiors are told; and a minute after that there is nothing to
 * tell: what is left of a sweep is its question. The question's plans go to the log.
 */
export const reminders: Row = async ({ cluster, rounds, say }) => {
  const copy = await cluster.copy()
  await fillOwedWorld(copy.sql)
  const worker = await startWorking(copy.url)
  const sweep = async (at: Date) => {
    const { reminded, seconds } = await worker.ask('sweeps', at.toISOString())
    const total = seconds.reduce((sum, each) => sum + each, 0)
    say(
      ` ours: ${reminded} reminders in ${total.toFixed(1)} s, the last question ${seconds.at(-1)!.toFixed(2)} s`,
    )
    return { reminded, total, question: seconds.at(-1)! }
  }
  const first = await sweep(owedAt)
  await sweep(after(24 * 60 * minute))
  await copy.sql('vacuum analyze')
  const questions: number[] = []
  for (let round = 1; round <= rounds; round++)
    questions.push((await sweep(after((24 * 60 + round) * minute))).question)
  const [{ owed }] = (await copy.sql<{ owed: number }>(
    'select count(*)::int as owed from owed_period where ended_at is null',
  )) as [{ owed: number }]
  for (const line of await plansOf(copy, after((24 * 60 + rounds) * minute))) say(line)
  const world = `1,000,000 applications, ${owed.toLocaleString('en')} owed`
  return [
    {
      figure: `a sweep's question, ${world}`,
      unit: 's',
      ours: median(questions),
      targets: [{ of: 'ours', most: 2 }],
    },
    {
      figure: `reminders claimed and told, ${world}`,
      unit: '/s',
      ours: first.reminded / first.total,
      targets: [{ of: 'ours', least: 1_000 }],
    },
  ]
}
