import type { Envelope } from '../server/log.ts'
import type { PersonSocket } from './socket.ts'

/** Whether this client takes several events in one message: it said so when it connected. */
export const takesFrames = (socket: Pick<PersonSocket, 'handshake'>) => socket.handshake.auth.frames === true

/**
 * Sends events of one room, in order: those committed together in one message `events` if everybody there takes it, which
 * costs a fraction; otherwise each under its own name.
 */
export const emitEnvelopes = (
  target: { emit(name: string, payload: object): unknown },
  envelopes: Envelope[],
  everybody: (takes: typeof takesFrames) => boolean,
) => {
  const [first, ...others] = envelopes
  if (first && others.length && everybody(takesFrames))
    target.emit('events', { room: first.room, epoch: first.epoch, events: envelopes })
  else for (const envelope of envelopes) target.emit(envelope.type, envelope)
}
