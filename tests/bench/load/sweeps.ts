import { openDatabase } from '../../../db/database.ts'
import { openSender } from '../../../jobs/queue.ts'
import { env } from '../../../server/env.ts'
import { sweepReminders } from '../../../server/reminders/sweep.ts'

/** Sweeps at this instant, as a worker does, until nothing is left; tells how long each sweep took, in s. */
export const sweeps = async (at: string) => {
  const url = env().DATABASE_URL!
  const onError = () => {}
  const database = await openDatabase(url, { onError })
  const sender = await openSender(url, onError)
  const seconds: number[] = []
  let reminded = 0
  for (;;) {
    const began = performance.now()
    const sweep = await sweepReminders(new Date(at))
    seconds.push((performance.now() - began) / 1_000)
    reminded += sweep.reminded
    if (!sweep.reminded) break
  }
  await sender.stop({ graceful: false })
  await database.close()
  return { reminded, seconds }
}
