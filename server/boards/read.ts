import type { Actor } from '../actor.ts'
import { enterRoom } from '../snapshot.ts'

/** The board as its room gives it, with the position from which to follow it. 404 unless the actor may enter. */
export const readBoard = async (actor: Actor, jobId: string) => {
  const { entered } = await enterRoom(actor, `job:${jobId}`)
  const { state, room, epoch, seq } = entered
  return { ...state, room, epoch, seq }
}
