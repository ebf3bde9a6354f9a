import type { EventKind } from '../event-kind.ts'
import { streamOf } from '../log.ts'
import { presentPlacement } from './presenter.ts'
import { placementRow } from './queries.ts'

interface PlacementChange {
  placementId: string
  applicationId: string
}

/** The two companies hear of it where the person's application is; the candidate by the move itself. */
const made: EventKind<PlacementChange> = {
  v: 1,
  streams: async ({ sql, actor, now }, { placementId }) => {
    const row = await placementRow(sql, placementId)
    const who = actor && { id: actor.id, name: actor.name }
    const byCandidate = actor?.id === row.candidate_id
    const room = `application:${row.application_id}`
    return [
      { stream: streamOf(room, 'staff'), actor: who, data: { placement: presentPlacement.staff(row, now) } },
      {
        stream: streamOf(room, 'client'),
        actor: byCandidate ? null : who,
        data: { placement: presentPlacement.client(row, now) },
      },
    ]
  },
}

/** What becomes of it concerns the candidate as well, who is not told who recorded it. */
const changed: EventKind<PlacementChange> = {
  ...made,
  streams: async (writing, change) => {
    const row = await placementRow(writing.sql, change.placementId)
    const stream = streamOf(`application:${row.application_id}`, 'candidate')
    return [
      ...(await made.streams(writing, change)),
      { stream, actor: null, data: { placement: presentPlacement.candidate(row) } },
    ]
  },
}

export const placementEvents = {
  'placement.made': made,
  'placement.joined': changed,
  'placement.postponed': changed,
  'placement.fell_through': changed,
  'placement.left': changed,
  'placement.edited': changed,
}
