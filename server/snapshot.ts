import { IsolationLevel, type EntityManager } from '@mikro-orm/postgresql'
import { database, sqlOf } from '../db/database.ts'
import type { Actor, Audience } from './actor.ts'
import { checkActor } from './check-actor.ts'
import { ensureStream, eventsAfter, positionOf, streamOf, toEnvelope, type Envelope } from './log.ts'
import { roomNamed } from './rooms.ts'

/** Beyond this many events a snapshot is cheaper than the tail. */
const longestTail = 500

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

const read = async (
  em: EntityManager,
  actor: Actor,
  roomId: string,
  since: Since,
): Promise<Entry | undefined> => {
  const db = sqlOf(em)
  const room = roomNamed(roomId)
  const audience = room.audience(actor)
  const stream = streamOf(roomId, audience)
  await checkActor(db, actor, new Date())
  const position = await positionOf(db, stream)
  if (!position) {
    await room.admit(em, actor)
    return undefined
  }
  const { epoch, seq, floor, aclVersion } = position
  const entered = { room: roomId, audience, epoch, seq }
  const behind = since.epoch === epoch && since.seq !== undefined ? seq - since.seq : undefined
  if (behind !== undefined && behind >= 0 && behind <= longestTail && since.seq! >= floor) {
    await room.admit(em, actor)
    const rows = behind ? await eventsAfter(db, stream, since.seq!, longestTail) : []
    return { entered: { ...entered, events: rows.map(row => toEnvelope(row, epoch)) }, aclVersion }
  }
  // The state admits by itself.
  return { entered: { ...entered, state: await room.state(em, actor, audience) }, aclVersion }
}

/**
 * A room as this actor may see it: position, right and content of one instant, all read in one transaction. With a
 * position of the same epoch within reach, the events since; otherwise the snapshot. 404 unless the actor may enter.
 */
export const enterRoom = async (actor: Actor, room: string, since: Since = {}): Promise<Entry> => {
  const readOnce = () =>
    database()
      .orm.em.fork()
      .transactional(em => read(em as EntityManager, actor, room, since), {
        isolationLevel: IsolationLevel.REPEATABLE_READ,
        readOnly: true,
      })
  const entry = await readOnce()
  if (entry) return entry
  await ensureStream(sqlOf(database().orm.em.fork()), streamOf(room, roomNamed(room).audience(actor)))
  return (await readOnce())!
}
