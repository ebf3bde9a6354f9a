import fc, { type Arbitrary } from 'fast-check'

const nested = (depth: number) => {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value }
  return value
}

/** What somebody sends who wants to see something break. */
const hostile: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  '',
  ' ',
  '0',
  '-0',
  'NaN',
  '9'.repeat(400),
  '\0',
  'a\0b',
  '\ud800',
  'a\udfff\ud800b',
  '\u202e\ufeff',
  '%00',
  "'; drop table users; --",
  '{{constructor}}',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '+275760-09-13T00:00:00.001Z',
  'x'.repeat(30_000),
  [],
  [[]],
  [null],
  ['a', ['b']],
  {},
  { $ne: null },
  { length: 1e9 },
  Object.fromEntries([['__proto__', { role: 'admin' }]]),
  { constructor: { prototype: { role: 'admin' } } },
  Object.fromEntries(['toString', 'valueOf', 'toJSON', 'then'].map(name => [name, 1])),
]
const deep = [nested(50), nested(1_000)]

export const anything = (): Arbitrary<unknown> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...hostile) },
    { weight: 1, arbitrary: fc.constantFrom(...deep) },
    { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  )

const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', '', '\0', 'id']
export const fieldName = () => fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 20 }))

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where something stands in a value: the names of its fields, from the outside in. */
const pathsIn = (value: unknown): string[][] => [
  [],
  ...(isFields(value)
    ? Object.entries(value).flatMap(([name, inner]) => pathsIn(inner).map(path => [name, ...path]))
    : []),
]

const changeAt = (
  value: unknown,
  [name, ...rest]: string[],
  change: (inner: unknown) => unknown,
): unknown => {
  if (name === undefined) return change(value)
  const fields = value as Fields
  // Not by assignment, which would set a prototype where `__proto__` is meant as a name
  return Object.fromEntries(
    Object.entries(fields).map(([key, inner]) => [key, key === name ? changeAt(inner, rest, change) : inner]),
  )
}

const dropAt = (value: unknown, path: string[]): unknown =>
  changeAt(value, path.slice(0, -1), inner =>
    Object.fromEntries(Object.entries(inner as Fields).filter(([key]) => key !== path.at(-1))),
  )

/** The same value with one thing wrong with it; now and then it is still right, so ask the schema. */
export const brokenFrom = (value: Fields): Arbitrary<unknown> => {
  const paths = pathsIn(value)
  const inside = paths.filter(path => path.length)
  const objects = paths.filter(path => {
    const inner = path.reduce<unknown>((outer, name) => (outer as Fields)[name], value)
    return isFields(inner)
  })
  const at = fc.constantFrom(...paths)
  return fc.oneof(
    fc.tuple(at, anything()).map(([path, other]) => changeAt(value, path, () => other)),
    ...(inside.length ? [fc.constantFrom(...inside).map(path => dropAt(value, path))] : []),
    fc
      .tuple(fc.constantFrom(...objects), fieldName(), anything())
      .map(([path, name, extra]) =>
        changeAt(value, path, inner =>
          Object.fromEntries([...Object.entries(inner as Fields), [name, extra]]),
        ),
      ),
    at.map(path => changeAt(value, path, inner => [inner])),
    at.map(path => changeAt(value, path, inner => ({ value: inner }))),
    at.map(path => changeAt(value, path, inner => JSON.stringify(inner))),
  )
}
