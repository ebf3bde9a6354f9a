import { isDeepStrictEqual } from 'node:util'
import { freshly, inRoom, type Seat } from '../support/board-client.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import type { Findings } from './fault.ts'

interface Watched {
  seat: Seat
  url: string
  person: Person
  room: string
}

/** Boards that clients keep by the events alone, held in the end against what the database has for that role. */
export const makeBoards = () => {
  const watched: Watched[] = []

  /** What the room shows to such a person now: asked once for all of a kind. */
  const shown = new Map<string, ReturnType<typeof freshly>>()
  const shownTo = ({ url, person, room }: Watched) => {
    const kind = `${person.role} ${person.companyId} ${room}`
    const now = shown.get(kind) ?? freshly(url, person, room)
    shown.set(kind, now)
    return now
  }

  const compare = async (one: Watched, findings: Findings) => {
    const { seat, person, room } = one
    const who = `${person.name} in ${room}`
    const now = await shownTo(one)
    await until(`${who} has caught up`, () => seat.room.position()!.seq >= now.seq).catch(() =>
      findings.lost.push(`${who} is at ${seat.room.position()!.seq} of ${now.seq}`),
    )
    if (!isDeepStrictEqual(seat.state(), now.state)) findings.lost.push(`${who} shows another board`)
    for (const [index, { epoch, seq, snapshot }] of seat.trail.entries()) {
      const before = seat.trail[index - 1]
      if (!before || before.epoch !== epoch) continue
      const step = `${who}: ${before.seq}, then ${seq}`
      if (snapshot ? seq < before.seq : seq <= before.seq) findings.duplicated.push(step)
      if (!snapshot && seq > before.seq + 1) findings.gaps.push(step)
    }
  }

  return {
    sit: async (url: string, person: Person, room: string): Promise<Seat> => {
      const seat = await inRoom(url, person, room)
      watched.push({ seat, url, person, room })
      return seat
    },
    compare: async (findings: Findings) => {
      shown.clear()
      await Promise.all(watched.map(one => compare(one, findings)))
    },
  }
}
