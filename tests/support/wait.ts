/** Waits until something is so, and returns it. Fails with `what` after `withinMs`. */
export const until = async <Value>(
  what: string,
  look: () => Value | Promise<Value>,
  withinMs = 10_000,
): Promise<NonNullable<Exclude<Value, false>>> => {
  const deadline = Date.now() + withinMs
  for (;;) {
    const value = await look()
    if (value) return value as NonNullable<Exclude<Value, false>>
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
