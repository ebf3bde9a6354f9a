import pg from 'pg'

/**
 * Loaded into a node before the product: once armed, the process dies by SIGKILL at the named moment of the next write
 * to the log, between the append and its COMMIT, or between the COMMIT and everything after it.
 */
type Moment = 'before-commit' | 'after-commit'
let armed: Moment | undefined
process.on('message', message => {
  armed = (message as { dieAt?: Moment }).dieAt ?? armed
})

type Query = (this: object, ...args: unknown[]) => unknown
const prototype = pg.Client.prototype as unknown as { query: Query }
const original = prototype.query
const appended = new WeakSet<object>()
const textOf = (query: unknown) =>
  typeof query === 'string' ? query : ((query as { text?: string })?.text ?? '')
const die = () => process.kill(process.pid, 'SIGKILL')

prototype.query = function (...args) {
  const text = textOf(args[0])
  const result = original.apply(this, args)
  if (!armed || !(result instanceof Promise)) return result
  if (/insert into event/i.test(text)) {
    appended.add(this)
    if (armed === 'before-commit') return result.then(die)
  }
  if (/^commit/i.test(text) && appended.has(this)) return result.then(die)
  return result
}
