import { newId } from '../new-id.ts'

/** Chance that falls the same way every time: the same seed, the same world. (mulberry32) */
export const makeChance = (seed: number) => {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  /** A whole number, both ends included. */
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return { between, oneOf: <Item>(items: readonly Item[]): Item => items[between(0, items.length - 1)]! }
}
export type Chance = ReturnType<typeof makeChance>

let made = 0

/** A UUIDv7 as if made at that time: ids sort by time, also those of a made-up past, and as they came within one. */
export const idAt = (at: Date): string => {
  const milliseconds = at.getTime().toString(16).padStart(12, '0')
  const counter = (made++ % 4096).toString(16).padStart(3, '0')
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7${counter}${newId().slice(18)}`
}
