import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { median, percentile } from '../figures.ts'
import { openConnection } from './http.ts'
import { openSocket } from './socket.ts'

/** The stages that a card can be taken through by staff, again and again, with nothing else happening. */
const way = ['screening', 'interview', 'offer']

interface Mover {
  cards: string[]
  /** Whose sessions it uses, in turn: one person may not do as much as a mover does. */
  tokens: string[]
}

export interface Moving {
  port: number
  movers: Mover[]
  seconds: number
  /** Of all movers together; as fast as the answers come if it is left out. */
  perSecond?: number
  /** By sockets, one for each session of the mover, instead of by requests. */
  bySocket?: boolean
}

interface Move {
  applicationId: string
  to: string
  version: number
}

/** Sends the nth move of a mover; throws if it is refused. */
type Send = (move: Move, nth: number) => Promise<void>
interface Door {
  send: Send
  close(): void
}

const httpDoor = async (port: number, tokens: string[]): Promise<Door> => {
  const connection = await openConnection(port)
  return {
    send: async ({ applicationId, ...body }, nth) => {
      const answer = await connection.ask({
        method: 'POST',
        path: `/api/applications/${applicationId}/move`,
        token: tokens[nth % tokens.length]!,
        body,
      })
      if (answer.status !== 200) throw new Error(`A move was refused: ${answer.body.toString()}`)
    },
    close: connection.close,
  }
}

const socketDoor = async (port: number, tokens: string[]): Promise<Door> => {
  const sockets = await Promise.all(tokens.map(token => openSocket({ port, auth: { token } }, {})))
  return {
    send: async (move, nth) => {
      const answer = await sockets[nth % sockets.length]!.emit('application:move', {
        ...move,
        commandId: randomUUID(),
      })
      if (!(answer as { ok: boolean }).ok) throw new Error(`A move was refused: ${JSON.stringify(answer)}`)
    },
    close: () => sockets.forEach(socket => socket.close()),
  }
}

/** Every card from the first column through all its stages, then the next one. */
function* movesOf(cards: string[]): Generator<Move> {
  for (const applicationId of cards)
    for (const [step, to] of way.entries()) yield { applicationId, to, version: 1 + step }
}

/** Moves cards for some seconds, each mover one at a time. Stops early when a mover has no cards left. */
export const move = async ({ port, movers, seconds, perSecond, bySocket }: Moving) => {
  const doors = await Promise.all(
    movers.map(({ tokens }) => (bySocket ? socketDoor : httpDoor)(port, tokens)),
  )
  const began = performance.now()
  const deadline = began + seconds * 1_000
  const interval = perSecond ? (movers.length / perSecond) * 1_000 : 0
  const times: number[] = []
  let ranOut = false
  const work = async (mover: Mover, index: number) => {
    let nth = 0
    for (const step of movesOf(mover.cards)) {
      // Movers that keep a pace do not all start in the same instant
      const due = began + interval * (nth + index / movers.length)
      if (interval && due > performance.now()) await sleep(due - performance.now())
      const sent = performance.now()
      if (sent >= deadline || ranOut) return
      await doors[index]!.send(step, nth)
      times.push(performance.now() - sent)
      nth += 1
    }
    ranOut = true
  }
  try {
    await Promise.all(movers.map(work))
  } finally {
    for (const door of doors) door.close()
  }
  const took = (performance.now() - began) / 1_000
  return {
    moves: times.length,
    perSecond: times.length / took,
    p50: times.length ? median(times) : 0,
    p99: percentile(times, 0.99),
  }
}
