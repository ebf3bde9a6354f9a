import { setTimeout as sleep } from 'node:timers/promises'
import type { Process } from '../process.ts'

/** How long what is still under way may take, in ms. */
export const settlingMs = 300

/** What `work` gives, and the processor time, in µs, that these servers took for it. */
export const metered = async <Result>(servers: Process[], work: () => Promise<Result>) => {
  const usage = () => Promise.all(servers.map(server => server.usage()))
  const before = await usage()
  const result = await work()
  await sleep(settlingMs)
  const after = await usage()
  return {
    result,
    processor: after.reduce((sum, { processor }, index) => sum + processor - before[index]!.processor, 0),
  }
}
