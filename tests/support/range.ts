/** The numbers from 0 up to, and without, `length`. */
export const range = (length: number) => Array.from({ length }, (_, index) => index)

/** The items in groups of `size`, the last of them maybe smaller. */
export const groupsOf = <Item>(items: Item[], size: number): Item[][] =>
  range(Math.ceil(items.length / size)).map(index => items.slice(index * size, (index + 1) * size))
