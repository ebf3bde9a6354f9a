import pg from 'pg'

/**
 * Loaded into a process before the product: at the named moment of its work it dies by SIGKILL, throws, or waits until it
 * is told to go on. So a fault falls exactly where it hurts, in the product as it is.
 */
type Moment =
  /** Between the append to the log and its COMMIT. */
  | 'before-commit'
  /** Between the COMMIT and everything after it. */
  | 'after-commit'
  /** A job is in the transaction. */
  | 'after-enqueue'
  /** A mail: before its effect is claimed, after that, once the provider took it, before the effect is marked. */
  | 'before-claim'
  | 'after-claim'
  | 'after-accept'
  | 'before-mark'

interface Plan {
  at: Moment
  deed: 'die' | 'throw' | 'wait'
  /** Only each n-th time it comes by. */
  every?: number
}
export type Order = Plan | { go: true }

let plan: Plan | undefined
let passed = 0
let goOn = () => {}
process.on('message', (order: Order) => {
  if ('go' in order) return goOn()
  plan = order
  passed = 0
})

const reach = async (moment: Moment) => {
  if (plan?.at !== moment) return
  passed += 1
  if (passed % (plan.every ?? 1)) return
  if (plan.deed === 'throw') throw new Error('planted')
  if (plan.deed === 'die') process.kill(process.pid, 'SIGKILL')
  plan = undefined
  process.send?.({ waiting: moment })
  await new Promise<void>(resolve => (goOn = resolve))
}

type Query = (this: object, ...args: unknown[]) => unknown
const textOf = (query: unknown) =>
  typeof query === 'string' ? query : ((query as { text?: string })?.text ?? '')

const appending = new WeakMap<object, Promise<unknown>>()
const client = pg.Client.prototype as unknown as { query: Query }
const query = client.query
client.query = function (...args) {
  const text = textOf(args[0])
  const append = /^commit/i.test(text) ? appending.get(this) : undefined
  appending.delete(this)
  // The COMMIT travels with the append; between them is where it is held back.
  if (append && plan?.at === 'before-commit')
    return append.then(() => reach('before-commit')).then(() => query.apply(this, args))
  const result = query.apply(this, args)
  if (!plan || !(result instanceof Promise)) return result
  const then = (moment: Moment) =>
    result.then(async (answer: unknown) => {
      await reach(moment)
      return answer
    })
  if (append) return then('after-commit')
  if (/insert into event/i.test(text)) appending.set(this, result)
  return /insert into pgboss\.job/i.test(text) ? then('after-enqueue') : result
}

// The ledger of effects is written through the pool, outside of any transaction.
const pool = pg.Pool.prototype as unknown as { query: Query }
const poolQuery = pool.query
pool.query = async function (...args) {
  const text = textOf(args[0])
  const isClaim = /insert into effect/i.test(text)
  if (isClaim) await reach('before-claim')
  if (/update effect set done_at/i.test(text)) await reach('before-mark')
  const answer = await (poolQuery.apply(this, args) as Promise<unknown>)
  if (isClaim) await reach('after-claim')
  return answer
}

const realFetch = globalThis.fetch
globalThis.fetch = async (...args) => {
  const response = await realFetch(...args)
  if (response.url.endsWith('/email')) await reach('after-accept')
  return response
}
