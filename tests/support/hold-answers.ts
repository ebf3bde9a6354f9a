import pg from 'pg'

type Query = (this: object, ...args: unknown[]) => unknown
const textOf = (query: unknown) =>
  typeof query === 'string' ? query : ((query as { text?: string })?.text ?? '')

/**
 * Holds back the answers to statements with these words in them, in this process, until `release`: the database has done
 * them, and who asked does not know it yet.
 */
export const holdAnswers = (words: string) => {
  const client = pg.Client.prototype as unknown as { query: Query }
  const { query } = client
  let held = 0
  let release = () => {}
  const released = new Promise<void>(resolve => (release = resolve))
  client.query = function (...args) {
    const result = query.apply(this, args)
    if (!textOf(args[0]).includes(words) || !(result instanceof Promise)) return result
    return result.then(async (answer: unknown) => {
      held += 1
      await released
      return answer
    })
  }
  return {
    /** How many are held back. */
    count: () => held,
    release: () => {
      client.query = query
      release()
    },
  }
}
