import type { TimelineState } from '../../realtime/apply.ts'
import type { Envelope } from '../../server/log.ts'
import { client } from './client.ts'

interface Room {
  room: string
  epoch?: string
  seq?: number
}

/** Stands for an application of which only its events are of interest. */
const noTimeline: TimelineState = {
  application: { id: '', stage: '', since: '' },
  history: [],
  interviews: [],
  threads: [],
}

/**
 * Stands in the room of each application that the page names in `#rooms`; called again, also of one that has come since.
 * `changed` is called for whatever happens in them; with null where the right to one has ended.
 */
export const followApplications = (changed: (envelope: Envelope | null) => void) => {
  const joined = new Set<string>()
  return () => {
    for (const { room, epoch, seq } of JSON.parse(document.getElementById('rooms')!.textContent) as Room[]) {
      if (joined.has(room)) continue
      joined.add(room)
      const position =
        epoch === undefined || seq === undefined ? undefined : { epoch, seq, state: noTimeline }
      client.join<TimelineState>(
        room,
        {
          onState: (_state, envelope) => void (envelope && changed(envelope)),
          onClosed: () => {
            joined.delete(room)
            changed(null)
          },
        },
        position,
      )
    }
  }
}
