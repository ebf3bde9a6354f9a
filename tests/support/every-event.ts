import { expect } from 'vitest'
import type { RoomState } from '../../realtime/apply.ts'
import { heardIn, roomKinds } from '../../realtime/docs/event-data.ts'
import type { RoomKind } from '../../server/event-data.ts'
import type { EventName } from '../../server/events.ts'
import type { Envelope } from '../../server/log.ts'
import { inRoom } from './board-client.ts'
import { expectDocumentedData } from './documented.ts'
import type { Person } from './people.ts'
import { until } from './wait.ts'

/** Follows a room from its first event on; `check` asks for it anew and compares: apply(snapshot, events) == snapshot. */
export const follow = async (url: string, person: Person, room: string) => {
  const seat = await inRoom<RoomState>(url, person, room)
  return {
    name: `${person.role} in ${room}`,
    seat,
    close: seat.close,
    check: async (step: string) => {
      const visit = await inRoom<RoomState>(url, person, room)
      const { seq, state } = visit.room.position()!
      await until(`${person.role} is at ${seq} after ${step}`, () => seat.room.position()!.seq === seq)
      expect(seat.state(), `${person.role} in ${room} after ${step}`).toEqual(state)
      visit.close()
    },
  }
}

/**
 * Every event of this database is what its documentation says to its audience; and of these events every audience that
 * the documentation names has heard.
 */
export const expectAllHeard = async (
  app: { sql: <Row>(text: string) => Promise<Row[]> },
  names: EventName[],
) => {
  const written = await app.sql<{ stream_id: string; type: EventName; data: Envelope['data'] }>(
    'select stream_id, type, data from event',
  )
  const heard = new Set<string>()
  for (const { stream_id, type, data } of written) {
    const [kind, , audience] = stream_id.split(':') as [RoomKind, string, string]
    heard.add(`${type} to ${audience} in a room of a ${kind}`)
    expectDocumentedData({ type, data }, kind, audience)
  }
  const documented = names.flatMap(type =>
    (Object.keys(roomKinds) as RoomKind[]).flatMap(kind =>
      heardIn(kind, type).map(([audience]) => `${type} to ${audience} in a room of a ${kind}`),
    ),
  )
  expect(documented.filter(here => !heard.has(here))).toEqual([])
}
