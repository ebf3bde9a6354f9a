import { io, type Socket } from 'socket.io-client'

export interface Gathering {
  url: string
  clients: { token: string; room: string }[]
}

interface Envelope {
  seq: number
}
interface Joined {
  ok: boolean
  /** Bare Socket.IO has no numbers. */
  data: { epoch?: string; seq?: number; events?: Envelope[]; state?: object }
  error?: { status: number; retryAfterSeconds?: number }
}

/** As realtime/client.ts has them. */
const settings = {
  transports: ['websocket'],
  reconnectionDelay: 300,
  reconnectionDelayMax: 2_500,
  randomizationFactor: 1,
  forceNew: true,
}
const atOnce = 25

interface Client {
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

let clients: Client[] = []
let onProgress = () => {}

const take = (client: Client, events: Envelope[]) => {
  for (const { seq } of events) {
    if (seq <= client.seq) continue
    if (seq !== client.seq + 1) client.gaps += 1
    client.seq = seq
    client.received += 1
  }
}

const join = (client: Client) => {
  const { socket, room, epoch, seq } = client
  socket.emit('room:join', { room, ...(epoch !== undefined && { epoch, seq }) }, (answer: Joined) => {
    if (!answer.ok)
      return void setTimeout(
        () => join(client),
        (answer.error?.retryAfterSeconds ?? 1) * 1_000 * Math.random(),
      )
    client.joined = true
    const { data } = answer
    if (data.state || epoch === undefined) {
      client.seq = data.seq ?? 0
      if (epoch !== undefined) client.snapshots += 1
    }
    if (data.epoch !== undefined) client.epoch = data.epoch
    take(client, data.events ?? [])
    onProgress()
  })
}

/** A client that comes back by itself and asks for what it missed. One promise: it stands in its room. */
const open = (url: string, { token, room }: Gathering['clients'][number]) =>
  new Promise<void>(resolve => {
    const socket = io(url, { ...settings, auth: { token, frames: true } })
    const client: Client = { socket, room, seq: 0, joined: false, received: 0, gaps: 0, snapshots: 0 }
    clients.push(client)
    socket.on('connect', () => join(client))
    socket.on('disconnect', () => (client.joined = false))
    // Refused by the server, not by the line: the library leaves it at that
    socket.on('connect_error', () => {
      if (!socket.active) setTimeout(() => socket.connect(), 1_000 * Math.random())
    })
    socket.onAny((_name: string, message: Partial<Envelope> & { events?: Envelope[] }) => {
      if (message.events) take(client, message.events)
      else if (message.seq !== undefined) take(client, [message as Envelope])
      onProgress()
    })
    const timer = setInterval(() => {
      if (!client.joined) return
      clearInterval(timer)
      resolve()
    }, 10)
  })

/** Brings clients into their rooms. */
export const gather = async ({ url, clients: wanted }: Gathering) => {
  let next = 0
  const bringIn = async () => {
    for (let one = wanted[next++]; one; one = wanted[next++]) await open(url, one)
  }
  await Promise.all(Array.from({ length: atOnce }, bringIn))
}

/** From now on they count as lost until they have come in again: call it before the node is killed. */
export const expectLoss = async () => {
  for (const client of clients) client.joined = false
}

/** Resolves when every client stands in its room again and has everything up to `heads`, by room. */
export const awaitReturn = async ({
  heads,
  withinMs,
}: {
  heads: Record<string, number>
  withinMs: number
}) => {
  const isBack = ({ joined, room, seq }: Client) => joined && seq >= (heads[room] ?? 0)
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      const missing = clients.filter(client => !isBack(client)).length
      reject(new Error(`${missing} of ${clients.length} clients were not back within ${withinMs} ms.`))
    }, withinMs)
    onProgress = () => {
      if (!clients.every(isBack)) return
      clearTimeout(timer)
      onProgress = () => {}
      resolve()
    }
    onProgress()
  })
  const sum = (of: 'received' | 'gaps' | 'snapshots') => clients.reduce((total, one) => total + one[of], 0)
  return {
    at: performance.timeOrigin + performance.now(),
    received: sum('received'),
    gaps: sum('gaps'),
    snapshots: sum('snapshots'),
  }
}

export const disperse = async () => {
  for (const { socket } of clients) socket.disconnect()
  clients = []
}
