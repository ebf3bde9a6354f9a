import { io, type Socket } from 'socket.io-client'

interface Envelope {
  seq: number
}
interface Joined {
  ok: boolean
  /** Bare Socket.IO has no numbers. */
  data: { epoch?: string; seq?: number; events?: Envelope[]; state?: object }
  error?: { retryAfterSeconds?: number }
}

/** As realtime/client.ts has them. */
const settings = {
  transports: ['websocket'],
  reconnectionDelay: 300,
  reconnectionDelayMax: 2_500,
  randomizationFactor: 1,
  forceNew: true,
}

/** A client that comes back by itself and asks for what it missed, by its position. It keeps numbers and no board. */
export interface Client {
  socket: Socket
  room: string
  epoch?: string
  seq: number
  /** Whether it stands in its room, since the last time it came. */
  joined: boolean
  received: number
  gaps: number
  snapshots: number
}

const take = (client: Client, events: Envelope[]) => {
  for (const { seq } of events) {
    if (seq <= client.seq) continue
    if (seq !== client.seq + 1) client.gaps += 1
    client.seq = seq
    client.received += 1
  }
}

const enter = (client: Client, { data }: Joined) => {
  client.joined = true
  const isFirst = client.epoch === undefined
  if (data.state || isFirst) client.seq = data.seq ?? 0
  if (data.state && !isFirst) client.snapshots += 1
  if (data.epoch !== undefined) client.epoch = data.epoch
  take(client, data.events ?? [])
}

const join = (client: Client, onChange: () => void) => {
  const { socket, room, epoch, seq } = client
  socket.emit('room:join', { room, ...(epoch !== undefined && { epoch, seq }) }, (answer: Joined) => {
    if (answer.ok) enter(client, answer)
    else setTimeout(join, (answer.error?.retryAfterSeconds ?? 1) * 1_000 * Math.random(), client, onChange)
    onChange()
  })
}

/** `onChange`: it stands in its room, or has more of it than before. */
export const openClient = (
  url: string,
  { token, room }: { token: string; room: string },
  onChange: () => void,
): Client => {
  const socket = io(url, { ...settings, auth: { token, frames: true } })
  const client: Client = { socket, room, seq: 0, joined: false, received: 0, gaps: 0, snapshots: 0 }
  socket.on('connect', () => join(client, onChange))
  socket.on('disconnect', () => (client.joined = false))
  // Refused by the server, not by the line: the library leaves it at that
  socket.on('connect_error', () => {
    if (!socket.active) setTimeout(() => socket.connect(), 1_000 * Math.random())
  })
  socket.onAny((_name: string, message?: Partial<Envelope> & { events?: Envelope[] }) => {
    if (message?.events) take(client, message.events)
    else if (message?.seq !== undefined) take(client, [{ seq: message.seq }])
    onChange()
  })
  return client
}
