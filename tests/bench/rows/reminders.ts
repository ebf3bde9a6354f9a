import type { RawBuilder } from 'kysely'
import { builder } from '../../../db/statement.ts'
import { dueOf, owedWithCompany, reachedOf } from '../../../server/reminders/due.ts'
import { startWorking, type Row } from '../bench.ts'
import type { Copy } from '../cluster.ts'
import { median } from '../figures.ts'
import { fillOwedWorld, owedAt } from '../owed-world.ts'

const minute = 60_000
const day = 24 * 60 * minute
const after = (ms: number) => new Date(owedAt.getTime() + ms)

/** The plans of the questions of a sweep, as it asks them. */
const plansOf = async ({ sql }: Copy, now: Date) => {
  const lines: string[] = []
  const explain = async (question: RawBuilder<unknown>, table?: string) => {
    const { sql: text, parameters } = question.compile(builder)
    const into = table ? `create temp table ${table} as ` : ''
    const rows = await sql<{ 'QUERY PLAN': string }>(`explain (analyze, buffers off) ${into}${text}`, [
      ...parameters,
    ])
    lines.push(...rows.map(row => row['QUERY PLAN']), '')
    if (table) await sql(`analyze ${table}`)
  }
  await sql(`select set_config('jit', 'off', false), set_config('work_mem', '64MB', false)`)
  await explain(owedWithCompany({ now }), 'owed')
  await explain(reachedOf({ now }), 'reached')
  await explain(dueOf({ now }))
  return lines
}

/**
 * A sweep over a million applications and a hundred thousand things that are owed. First all of them are new, and nearly
 * all are due: that is the rate of claims. A day later superiors are told, and after the weekend what has become due since;
 * from a minute after that on there is nothing to tell: what is left of a sweep is its question. Its plans go to the log.
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
  await sweep(after(day))
  await sweep(after(5 * day))
  await copy.sql('vacuum analyze')
  const questions: number[] = []
  for (let round = 1; round <= rounds; round++)
    questions.push((await sweep(after(5 * day + round * minute))).question)
  const [{ owed }] = (await copy.sql<{ owed: number }>(
    'select count(*)::int as owed from owed_period where ended_at is null',
  )) as [{ owed: number }]
  for (const line of await plansOf(copy, after(5 * day + rounds * minute))) say(line)
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
