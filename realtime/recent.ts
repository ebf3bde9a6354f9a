import type { Envelope } from '../server/log.ts'

const most = 500
/** Long enough for those who were cut off to come back, in ms. */
const keptFor = 60_000

/** The last events of a stream, contiguous: so many at the most, and for so long. */
export const makeRecent = (now = Date.now) => {
  let kept: { envelope: Envelope; at: number }[] = []
  return {
    add: (envelopes: Envelope[]) => {
      const at = now()
      kept = [...kept, ...envelopes.map(envelope => ({ envelope, at }))].slice(-most)
    },
    /** Lets go of what is too old. */
    forget: () => {
      const first = kept.findIndex(({ at }) => at > now() - keptFor)
      if (first !== 0) kept = first < 0 ? [] : kept.slice(first)
    },
    /** The events after `seq` up to `upTo`, and where that leads; nothing unless all of them are here. */
    since: (seq: number, { epoch, upTo }: { epoch: string; upTo: number }) => {
      if (seq === upTo) return { seq, events: [] }
      const first = kept[0]?.envelope
      if (!first || first.epoch !== epoch || first.seq > seq + 1 || seq > upTo) return undefined
      const events = kept.slice(seq + 1 - first.seq, upTo + 1 - first.seq).map(({ envelope }) => envelope)
      return { seq: upTo, events }
    },
  }
}
