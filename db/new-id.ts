import { randomUUIDv7 } from 'node:crypto'

let last = ''

/** The id after this one: its last 48 bits, counted on. */
const after = (id: string) =>
  id.slice(0, 24) + (Number.parseInt(id.slice(24), 16) + 1).toString(16).padStart(12, '0')

/** A UUIDv7: ids sort by the time they were made, those of this process also within a millisecond. */
export const newId = (): string => {
  const fresh = randomUUIDv7()
  return (last = fresh > last ? fresh : after(last))
}
