import fc, { type Arbitrary } from 'fast-check'
import { z } from 'zod'
import type { Route } from '../../server/route.ts'
import { routes } from '../../server/routes.ts'
import { json, malformedBody, show } from './bodies.ts'
import { anything, fieldName } from './broken.ts'
import type { Ids } from './senders.ts'
import { validFor } from './values.ts'

/** A request as it goes out; `told` is what a failing test shows of it, instead of the megabytes of a bomb. */
export interface Attempt {
  route: Route
  path: string
  headers: Record<string, string>
  body: Uint8Array | undefined
  told: string
}

const nothing = z.strictObject({})

const shown = (attempt: Attempt): Attempt => {
  const told = `${attempt.route.method} ${attempt.path.slice(0, 200)}: ${attempt.told}`
  return Object.assign(attempt, { [fc.toStringMethod]: () => told })
}

/** A query that its schema does not take, with known names and with others. */
const malformedQuery = (schema: z.ZodObject): Arbitrary<string> => {
  const known = Object.keys(schema.shape)
  const own = known.length ? fc.constantFrom(...known) : fieldName()
  const pair = fc.tuple(fc.oneof(own, fieldName()), anything()).map(([name, value]): [string, string] => [
    // What is no text would be none in an address either.
    name.toWellFormed(),
    (typeof value === 'string' ? value.toWellFormed() : show(value)).slice(0, 2_000),
  ])
  return fc
    .array(pair, { minLength: 1, maxLength: 3 })
    .map(pairs => new URLSearchParams(pairs))
    .filter(query => {
      const valueOf = (name: string) => {
        const all = query.getAll(name)
        return all.length > 1 ? all : all[0]
      }
      const asRead = Object.fromEntries([...new Set(query.keys())].map(name => [name, valueOf(name)]))
      return !schema.safeParse(asRead).success
    })
    .map(query => `?${query.toString()}`)
}

const wrongIds = [
  '7',
  'x',
  '%00',
  '%ff',
  '%c0%ae',
  '..%2f..',
  '%',
  '__proto__',
  'null',
  '[object%20Object]',
  'a'.repeat(3_000),
]
const wrongKeys = ['\u00ff', 'x'.repeat(256)]

const pathOf = ({ path }: Route, id: string) => path.replace(/\{\w+\}/g, id)
/** With a thing that exists, of the kind that the path is about. */
const ownPathOf = (route: Route, ids: Ids) =>
  pathOf(route, ids[route.path.split('/')[1] as keyof Ids] ?? ids.jobs)

/** Everything that can be wrong with a request to this route; each time one thing is. */
const malformedFor = (route: Route, ids: Ids): Arbitrary<Attempt> => {
  const schema = route.body ?? nothing
  const rest = { route, path: ownPathOf(route, ids), headers: json, body: undefined }
  const kinds: { weight: number; arbitrary: Arbitrary<Attempt> }[] = [
    {
      weight: route.body ? 8 : 2,
      arbitrary: malformedBody(schema, ids).map(body => ({ ...rest, ...body })),
    },
    {
      weight: route.query ? 6 : 1,
      arbitrary: malformedQuery(route.query ?? nothing).map(query => ({
        ...rest,
        path: rest.path + query,
        told: query,
      })),
    },
  ]
  if (route.params)
    kinds.push({
      weight: 1,
      arbitrary: fc.constantFrom(...wrongIds).map(id => ({ ...rest, path: pathOf(route, id), told: id })),
    })
  if (route.method === 'post')
    kinds.push({
      weight: 1,
      arbitrary: fc.tuple(validFor(schema, ids), fc.constantFrom(...wrongKeys)).map(([value, key]) => ({
        ...rest,
        headers: { ...json, 'idempotency-key': key },
        body: Buffer.from(JSON.stringify(value)),
        told: key,
      })),
    })
  return fc.oneof(...kinds)
}

/** What a provider calls takes also what we do not know of it: only from whoever shows the password. */
const strict = routes.filter(({ guard }) => !guard)

/** A request that no route of the product may take. */
export const malformedRequest = (ids: Ids): Arbitrary<Attempt> =>
  fc.oneof(...strict.map(route => malformedFor(route, ids))).map(shown)

/** Without those after which there would be nobody left to ask, or nothing to ask about. */
const staying = routes.filter(
  ({ method, path }) => method !== 'delete' && !/sign-out|deactivate|close/.test(path),
)

const wellFormedFor = (route: Route, ids: Ids): Arbitrary<Attempt> =>
  fc
    .tuple(validFor(route.query ?? nothing, ids), validFor(route.body ?? nothing, ids))
    .map(([query, body]) => {
      const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
      const text = JSON.stringify(body)
      return {
        route,
        path: `${ownPathOf(route, ids)}?${search.toString()}`,
        headers: json,
        body: route.body && Buffer.from(text),
        told: text.slice(0, 300),
      }
    })
    // A longer address never gets past Node: 431.
    .filter(({ path }) => path.length < 8_000)

/** A request as its schemas want it, of whatever is the most, the least or the strangest of it. */
export const wellFormedRequest = (ids: Ids): Arbitrary<Attempt> =>
  fc.oneof(...staying.map(route => wellFormedFor(route, ids))).map(shown)
