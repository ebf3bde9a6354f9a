import { inRoom, type Seat } from '../support/board-client.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import type { Sql } from './rows.ts'

interface Guest {
  person: Person
  seat: Seat
  stream: string
  /** The number of every event that reached them, by whatever message. */
  heard: number[]
  /** The last event that was theirs to hear. */
  upTo: number
}

const streamOf = ({ role, companyId }: Person, room: string) => {
  if (role === 'agency') return `${room}:agency:${companyId}`
  return `${room}:${role === 'client' ? 'client' : 'staff'}`
}

/** People who stand in a room for a while and then lose the right to: nothing written after that may reach them. */
export const makeGuests = (sql: Sql) => {
  const guests: Guest[] = []
  return {
    enter: async (url: string, person: Person, room: string): Promise<Guest> => {
      const seat = await inRoom(url, person, room)
      const guest = { person, seat, stream: streamOf(person, room), heard: [] as number[], upTo: Infinity }
      seat.client.socket.io.on('packet', ({ data }) => {
        for (const [, seq] of (JSON.stringify(data) ?? '').matchAll(/"seq":(\d+)/g))
          guest.heard.push(Number(seq))
      })
      guests.push(guest)
      return guest
    },

    /**
     * Their right has ended: with the event `upTo`, or with the last one there is by now. Resolves with the time, in ms,
     * that it takes until they are put out.
     */
    gone: async (guest: Guest, upTo?: number) => {
      const began = performance.now()
      const { seat, stream } = guest
      const last = async () => {
        const [row] = await sql<{ last_seq: string }>('select last_seq from stream where id = $1', [stream])
        return Number(row!.last_seq)
      }
      guest.upTo = upTo ?? (await last())
      await until(`${guest.person.name} is put out`, () => seat.client.status() === 'ended' || seat.closed())
      return performance.now() - began
    },

    /** What reached them and was not theirs any more. */
    seen: () =>
      guests.flatMap(({ person, heard, stream, upTo }) =>
        heard
          .filter(seq => seq > upTo)
          .map(seq => `${person.name} heard ${stream} ${seq}, and was out after ${upTo}`),
      ),

    close: () => {
      for (const { seat } of guests) seat.close()
    },
  }
}
