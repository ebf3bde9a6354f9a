import { digests } from './load/digests.ts'
import { move } from './load/movers.ts'
import { read } from './load/reads.ts'
import { awaitReturn, expectLoss, gather } from './load/returning.ts'
import { sweeps } from './load/sweeps.ts'
import { count, takeArrivals, watch } from './load/watchers.ts'

/** A generator of load, in a process of its own, so that the server's processor time is the server's. */
const tasks = {
  move,
  read,
  watch,
  count,
  takeArrivals,
  gather,
  expectLoss,
  awaitReturn,
  digests,
  sweeps,
} as const

export type Task = keyof typeof tasks
export type Input<Name extends Task> = Parameters<(typeof tasks)[Name]>[0]
export type Result<Name extends Task> = Awaited<ReturnType<(typeof tasks)[Name]>>

process.on('message', message => {
  const { ask, task, input } = message as { ask?: number; task: Task; input: never }
  if (ask === undefined) return
  tasks[task](input).then(
    value => process.send!({ answers: ask, value }),
    (error: unknown) => process.send!({ answers: ask, error: String(error) }),
  )
})
process.channel!.ref()
process.send!({ ready: true })
