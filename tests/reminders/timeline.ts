import { expect } from 'vitest'
import type { RuleName } from '../../server/owed/rules.ts'
import { sweepReminders } from '../../server/reminders/sweep.ts'
import type { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'

type App = Pick<ReturnType<typeof hirewire>, 'sql'>
/** When, by whom it is got, and the step: 0 is the escalation. */
export type Expected = [at: string, who: Person | Person[], step: number]

interface Ledger {
  step: number
  user_id: string
  at: Date
  anchor: Date
  in_app: boolean
  mailed: boolean
}

const second = 1_000
const day = 86_400_000

/** The reminders of one rule on one subject, in the order in which they went out. */
export const ledgerOf = (app: App, rule: RuleName, subject: string) =>
  app.sql<Ledger>(
    `select step, user_id, at, anchor, in_app, mailed from reminder where rule = $1 and subject_id = $2
     order by at, step desc, user_id`,
    [rule, subject],
  )

/** The sweep comes by at an instant; and how many reminders of this rule went out on a subject so far. */
export const sweepsOf = (app: App, rule: RuleName) => ({
  sweep: (at: string) => sweepReminders(new Date(at)),
  count: async (subject: string) => (await ledgerOf(app, rule, subject)).length,
})

const named = ({ at, user_id, step }: Pick<Ledger, 'at' | 'user_id' | 'step'>) =>
  `${at.toISOString()} ${user_id} ${step}`

/**
 * Time passes and the sweep comes by: each of these goes out at its instant and not a second before, to these people,
 * and nothing else does, also not in the two months after `quietFrom` or the last of them.
 */
export const expectTimeline = async (
  app: App,
  { rule, subject, timeline }: { rule: RuleName; subject: string; timeline: Expected[] },
) => {
  const expected = (await ledgerOf(app, rule, subject)).map(named)
  const look = async () => (await ledgerOf(app, rule, subject)).map(named).toSorted()
  const expectNow = async (at: Date, why: string) => {
    await sweepReminders(at)
    expect(await look(), why).toEqual(expected.toSorted())
  }
  for (const [iso, who, step] of timeline) {
    const at = new Date(iso)
    await expectNow(new Date(at.getTime() - second), `a second before ${iso}`)
    for (const { id } of [who].flat()) expected.push(named({ at, user_id: id, step }))
    await expectNow(at, `at ${iso}`)
  }
  const last = new Date(timeline.at(-1)![0])
  for (const days of [0.1, 1, 3, 8, 30, 60])
    await expectNow(new Date(last.getTime() + days * day), `${days} days after the last one`)
}
