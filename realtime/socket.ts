import type { Socket } from 'socket.io'
import type { Actor } from '../server/actor.ts'
import type { ProblemBody } from '../server/errors.ts'

export type Inbound = Record<string, (...args: unknown[]) => void>
export type Outbound = Record<string, (payload: object) => void>
export interface SocketData {
  actor: Actor
}
export type PersonSocket = Socket<Inbound, Outbound, Outbound, SocketData>
export type Ack = (answer: { ok: true; data: unknown } | { ok: false; error: ProblemBody }) => void
