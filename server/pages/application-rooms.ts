import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { audienceOf } from '../applications/policy.ts'
import { positionsOf, streamOf } from '../log.ts'

/** One connection may stand in 50 rooms: so many applications of a page are live, the first ones. */
export const mostLive = 40

/** Where the rooms of these applications stand: enough to hear of what changes in them. */
export const applicationRooms = async (actor: Actor, applicationIds: string[]) => {
  const rooms = [...new Set(applicationIds)].slice(0, mostLive).map(id => `application:${id}`)
  const streamFor = (room: string) => streamOf(room, audienceOf(actor))
  const positions = await positionsOf(pooled, rooms.map(streamFor))
  return rooms.map(room => {
    const { epoch, seq } = positions.get(streamFor(room)) ?? {}
    return { room, ...(epoch !== undefined && { epoch, seq }) }
  })
}
