import type { ChildProcess } from 'node:child_process'

interface Answer {
  answers?: number
  value?: unknown
  error?: string
}

/** Questions to a child process and their answers, by number. `name` is what it is called in errors. */
export const makeCalls = (child: ChildProcess, name: string) => {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let asked = 0
  child.on('message', message => {
    const { answers, value, error } = message as Answer
    const one = answers === undefined ? undefined : waiting.get(answers)
    if (!one) return
    waiting.delete(answers!)
    if (error === undefined) one.resolve(value)
    else one.reject(new Error(`${name}: ${error}`))
  })
  return {
    call: <Result>(message: (id: number) => object) =>
      new Promise<Result>((resolve, reject) => {
        asked += 1
        waiting.set(asked, { resolve: value => resolve(value as Result), reject })
        child.send(message(asked), error => error && reject(error))
      }),
    /** The process has ended: nobody answers any more. */
    failAll: (error: Error) => {
      for (const { reject } of waiting.values()) reject(error)
    },
  }
}
