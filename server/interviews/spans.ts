/** A piece of time, from `startsAt` until, and without, `endsAt`. */
export interface Span {
  startsAt: Date
  endsAt: Date
}

const earlier = (a: Date, b: Date) => (a < b ? a : b)
const later = (a: Date, b: Date) => (a > b ? a : b)

/** The same time in as few pieces as it takes, earliest first. */
export const mergeSpans = (spans: Span[]): Span[] => {
  const merged: Span[] = []
  for (const span of spans.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    const last = merged.at(-1)
    if (last && span.startsAt <= last.endsAt) last.endsAt = later(last.endsAt, span.endsAt)
    else merged.push({ ...span })
  }
  return merged
}

/** What is left of these when those are taken away. Both in any order. */
export const withoutSpans = (spans: Span[], taken: Span[]): Span[] =>
  mergeSpans(taken).reduce(
    (left, { startsAt, endsAt }) =>
      left.flatMap(span =>
        [
          { startsAt: span.startsAt, endsAt: earlier(span.endsAt, startsAt) },
          { startsAt: later(span.startsAt, endsAt), endsAt: span.endsAt },
        ].filter(rest => rest.startsAt < rest.endsAt),
      ),
    mergeSpans(spans),
  )

export const presentSpan = ({ startsAt, endsAt }: Span) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
})
