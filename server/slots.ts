/** At most `most` at once for each key. */
export const makeSlots = (most: number) => {
  const taken = new Map<string, number>()
  const leave = (key: string) => {
    const left = taken.get(key)! - 1
    if (left) taken.set(key, left)
    else taken.delete(key)
  }
  return {
    /** Takes one: the function that gives it back, or nothing where none is free. */
    take: (key: string): (() => void) | undefined => {
      const count = taken.get(key) ?? 0
      if (count >= most) return undefined
      taken.set(key, count + 1)
      return () => leave(key)
    },
  }
}
