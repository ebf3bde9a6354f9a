import { openDatabase } from '../../../db/database.ts'
import { openSender } from '../../../jobs/queue.ts'
import { sendDigests } from '../../../server/digests/send.ts'
import { env } from '../../../server/env.ts'

/** Sends the digests that are due at this instant, as a worker does, and tells how long it took, in s. */
export const digests = async (at: string) => {
  const url = env().DATABASE_URL!
  const onError = () => {}
  const database = await openDatabase(url, { onError })
  const sender = await openSender(url, onError)
  const began = performance.now()
  const { sent } = await sendDigests(new Date(at))
  const seconds = (performance.now() - began) / 1_000
  await sender.stop({ graceful: false })
  await database.close()
  return { sent, seconds }
}
