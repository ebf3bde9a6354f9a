interface Options<Ask> {
  /** The most that run together. */
  most: number
  /** How many runs may be under way at once. */
  lanes: number
  /** Whether this one may run together with those that are chosen already. Whoever may not waits for a later run. */
  fits?: (chosen: Ask[], ask: Ask) => boolean
}

interface Waiting<Ask, Answer> {
  ask: Ask
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * Lets calls share one run without a timer: what is asked while all lanes are busy waits, and goes together as soon as
 * one is free; a lone call waits for nothing. `run` answers in the order of the asks; if it throws, all of them fail.
 */
export const gather = <Ask, Answer>(
  run: (asks: Ask[]) => Promise<Answer[]>,
  { most, lanes, fits = () => true }: Options<Ask>,
) => {
  let waiting: Waiting<Ask, Answer>[] = []
  let busy = 0

  const choose = () => {
    const asks: Ask[] = []
    const isChosen = ({ ask }: Waiting<Ask, Answer>) => {
      if (asks.length === most || !fits(asks, ask)) return false
      asks.push(ask)
      return true
    }
    const { chosen = [], left = [] } = Object.groupBy(waiting, one => (isChosen(one) ? 'chosen' : 'left'))
    waiting = left
    return { asks, chosen }
  }

  const start = async () => {
    busy += 1
    // Those that come in this same turn go together already.
    await Promise.resolve()
    const { asks, chosen } = choose()
    try {
      const answers = asks.length ? await run(asks) : []
      chosen.forEach(({ resolve }, index) => resolve(answers[index]!))
    } catch (error) {
      for (const { reject } of chosen) reject(error)
    }
    busy -= 1
    if (waiting.length) void start()
  }

  return (ask: Ask) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ ask, resolve, reject })
      if (busy < lanes) void start()
    })
}

/** Gives everybody who asks for the same while it is being read the one reading of it. For what is the same for all. */
export const shareReading = <Ask, Answer>(read: (ask: Ask) => Promise<Answer>) => {
  const underWay = new Map<string, Promise<Answer>>()
  return (key: string, ask: Ask) => {
    const reading = underWay.get(key) ?? read(ask).finally(() => underWay.delete(key))
    underWay.set(key, reading)
    return reading
  }
}
