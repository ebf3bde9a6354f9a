import type { EventKind } from '../event-kind.ts'
import { streamOf } from '../log.ts'
import { presentPlacement } from './presenter.ts'
import { placementRows } from './queries.ts'

interface PlacementChange {
  placementId: string
  applicationId: string
}

/** The two companies hear of it where the person's application is; the candidate by the move itself. */
const kind: EventKind<PlacementChange> = {
  v: 1,
  streams: async ({ sql, actor }, { placementId }) => {
    const row = await placementRows(sql).where('p.id', '=', placementId).executeTakeFirstOrThrow()
    const who = actor && { id: actor.id, name: actor.name }
    const byCandidate = actor?.id === row.candidate_id
    const room = `application:${row.application_id}`
    return [
      { stream: streamOf(room, 'staff'), actor: who, data: { placement: presentPlacement.staff(row) } },
      {
        stream: streamOf(room, 'client'),
        actor: byCandidate ? null : who,
        data: { placement: presentPlacement.client(row) },
      },
    ]
  },
}

export const placementEvents = { 'placement.made': kind }
