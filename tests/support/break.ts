import { registerHooks } from 'node:module'
import pg from 'pg'

/**
 * Loaded into a process before the product. On demand it makes the statements that contain some words into others, which
 * PostgreSQL itself then refuses; lets an error get past every edge; and tells which modules were loaded.
 */
export type Mischief =
  { statements: string; become: string } | { reject: string } | { throw: string } | { modules: true }

const modules: string[] = []
registerHooks({
  load: (url, context, next) => {
    modules.push(url)
    return next(url, context)
  },
})

let words: string | undefined
let become = ''
process.on('message', (mischief: Mischief) => {
  if ('modules' in mischief) process.send?.({ modules })
  if ('reject' in mischief) void Promise.reject(new Error(mischief.reject))
  if ('throw' in mischief)
    setImmediate(() => {
      throw new Error(mischief.throw)
    })
  if ('statements' in mischief) {
    ;({ statements: words, become } = mischief)
    process.send?.({ planted: true })
  }
})

type Query = (this: object, ...args: unknown[]) => unknown
const client = pg.Client.prototype as unknown as { query: Query }
const query = client.query
client.query = function (first, ...rest) {
  const text = typeof first === 'string' ? first : (first as { text?: string }).text
  if (!words || !text?.includes(words)) return query.call(this, first, ...rest)
  // The pool hands a callback over; the parameters go, as there is nothing left to put them in.
  const callbacks = rest.filter(argument => typeof argument === 'function')
  const other =
    typeof first === 'string' ? become : { ...(first as object), name: undefined, text: become, values: [] }
  return query.call(this, other, ...callbacks)
}
