/**
 * Loaded into every process of the bench before its own program: it answers what the process has used so far, and
 * empties the heap first when asked to, so that memory that is merely not yet collected counts for nobody.
 */
export interface Usage {
  /** Processor time of all threads since the start, in µs. */
  processor: number
  /** Bytes of memory that the process holds. */
  memory: number
}

process.on('message', message => {
  const { usage, collect } = message as { usage?: number; collect?: boolean }
  if (usage === undefined) return
  if (collect) for (let times = 0; times < 3; times++) globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  const answer: Usage = { processor: user + system, memory: process.memoryUsage.rss() }
  process.send?.({ answers: usage, value: answer })
})
// Nothing of the bench outlives it, however it ended.
process.on('disconnect', () => process.exit(1))
// Listening for messages would keep a process alive that has ended its work.
process.channel?.unref()
