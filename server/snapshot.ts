import { database, sqlOf } from '../db/database.ts'
import { inTransaction, type Transaction } from '../db/in-transaction.ts'
import type { Actor, Audience } from './actor.ts'
import { actorsNow } from './check-actor.ts'
import { Problem, sessionEnded } from './errors.ts'
import { gather } from './gather.ts'
import {
  ensureStreams,
  eventsAfter,
  positionsOf,
  streamOf,
  toEnvelope,
  type Envelope,
  type Position,
} from './log.ts'
import { roomNamed } from './rooms.ts'

/** Beyond this many events a snapshot is cheaper than the tail. */
export const longestTail = 500

export interface Entered {
  room: string
  audience: Audience
  epoch: string
  seq: number
  /** Either what the room shows now … */
  state?: object
  /** … or what happened since the position the client named. */
  events?: Envelope[]
}

/** What goes to the client, and beside it the access version it was checked at, which does not. */
interface Entry {
  entered: Entered
  aclVersion: number
}

interface Since {
  epoch?: string | undefined
  seq?: number | undefined
}

/** What a node still knows of a stream: the events after `seq`, as far as it has them and `head` allows. */
type Remembered = (after: {
  seq: number
  epoch: string
  head: number
}) => { seq: number; events: Envelope[] } | undefined

interface Ask {
  actor: Actor
  room: string
  since: Since
  remembered: Remembered
}

type Admitted = Awaited<ReturnType<ReturnType<typeof roomNamed>['admit']>>
type Outcome = Entry | { refusal: Problem } | 'no stream'

const streamFor = ({ actor, room }: Ask) => streamOf(room, roomNamed(room).audience(actor))

/** How far behind the log this client is, if the log can still bring it up. */
const behind = ({ since }: Ask, { epoch, seq, floor }: Position) => {
  if (since.epoch !== epoch || since.seq === undefined || since.seq < floor) return undefined
  const events = seq - since.seq
  return events >= 0 && events <= longestTail ? events : undefined
}

/** Does it once for everybody who would be given the same. */
const once = <Value>() => {
  const known = new Map<string, Promise<Value>>()
  return (key: string, read: () => Promise<Value>) => {
    const value = known.get(key) ?? read()
    known.set(key, value)
    return value
  }
}

const readTogether = async (transaction: Transaction, asks: Ask[]): Promise<Outcome[]> => {
  const actors = asks.map(({ actor }) => actor)
  const [isStill, positions] = await Promise.all([
    actorsNow(transaction, actors),
    positionsOf(transaction, [...new Set(asks.map(streamFor))]),
  ])
  const [admission, state, replay] = [once<Admitted>(), once<object>(), once<Envelope[]>()]

  /** From the furthest back of all who ask: one reading serves them all. */
  const eventsOf = (stream: string, position: Position) =>
    replay(stream, async () => {
      const from = asks.flatMap(ask =>
        streamFor(ask) === stream && behind(ask, position) ? ask.since.seq! : [],
      )
      const rows = await eventsAfter(transaction, stream, Math.min(...from), longestTail)
      return rows.map(row => toEnvelope(row, position.epoch))
    })

  const read = async (ask: Ask): Promise<Outcome> => {
    const { actor, since, remembered } = ask
    if (!isStill(actor)) throw sessionEnded()
    const room = roomNamed(ask.room)
    const audience = room.audience(actor)
    const stream = streamFor(ask)
    const admitted = await admission(`${ask.room} ${room.right(actor)}`, () => room.admit(transaction, actor))
    const position = positions.get(stream)
    if (!position) return 'no stream'
    const { epoch, seq, aclVersion } = position
    const entered = { room: ask.room, audience, epoch, seq }
    if (behind(ask, position) === undefined) {
      const shown = await state(stream, () => admitted.state(transaction, audience))
      return { entered: { ...entered, state: shown }, aclVersion }
    }
    const events =
      remembered({ seq: since.seq!, epoch, head: seq }) ??
      (since.seq === seq
        ? { seq, events: [] }
        : {
            seq,
            events: (await eventsOf(stream, position)).filter(event => event.seq > since.seq!),
          })
    return { entered: { ...entered, ...events }, aclVersion }
  }

  const outcomes: Outcome[] = []
  for (const ask of asks)
    outcomes.push(
      await read(ask).catch((refusal: unknown) => {
        if (refusal instanceof Problem) return { refusal }
        throw refusal
      }),
    )
  return outcomes
}

/** In one transaction, so of one instant; those who come at once, as after a node died, share it. */
const enterTogether = gather(
  (asks: Ask[]) =>
    inTransaction(async transaction => ({ result: await readTogether(transaction, asks) }), {
      begin: 'begin isolation level repeatable read read only',
    }),
  { most: 250, lanes: 1 },
)

/**
 * A room as this actor may see it: position, right and content of one instant. With a position of the same epoch within
 * reach, the events since; otherwise the snapshot. 404 unless the actor may enter. `remembered` spares the log.
 */
export const enterRoom = async (
  actor: Actor,
  room: string,
  since: Since = {},
  remembered: Remembered = () => undefined,
): Promise<Entry> => {
  const ask = { actor, room, since, remembered }
  let outcome = await enterTogether(ask)
  if (outcome === 'no stream') {
    await ensureStreams(sqlOf(database().orm.em.fork()), [streamFor(ask)])
    outcome = await enterTogether(ask)
  }
  if (outcome === 'no stream') throw new Error(`The stream of ${room} was made and is not there.`)
  if ('refusal' in outcome) throw outcome.refusal
  return outcome
}
