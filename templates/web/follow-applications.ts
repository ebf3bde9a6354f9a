import type { TimelineState } from '../../realtime/apply.ts'
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
 * `changed` is called for whatever happens in them.
 */
export const followApplications = (changed: () => void) => {
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
          onState: (_state, envelope) => void (envelope && changed()),
          onClosed: () => {
            joined.delete(room)
            changed()
          },
        },
        position,
      )
    }
  }
}
