/** Work that nobody waits for, kept count of so that a shutdown can wait until all of it is done. */
export const makePending = () => {
  const running = new Set<Promise<unknown>>()
  return {
    track: <Result>(work: Promise<Result>): Promise<Result> => {
      running.add(work)
      const forget = () => void running.delete(work)
      work.then(forget, forget)
      return work
    },
    /** Resolves when nothing is running any more, what was started meanwhile included. */
    settled: async () => {
      while (running.size) await Promise.allSettled(running)
    },
  }
}
