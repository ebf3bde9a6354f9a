import { openSocket } from './socket.ts'

export interface Watching {
  /** Of one node, or of several that share the sockets evenly. */
  ports: number[]
  sockets: number
  tokens: string[]
  /** How many sockets one person opens. */
  perPerson: number
  room: string
  /** Keeps when each event came, which takes memory. */
  timed?: boolean
}

interface Joined {
  ok: boolean
  data: { epoch?: string; seq: number }
}

/** How many come in at the same time. */
const atOnce = 25
const seqMark = Buffer.from('"seq":')
const [zero, nine] = [0x30, 0x39]

/** The numbers of the events in a message, read from its bytes: parsing all of it would cost more than it cost to send. */
const seqsIn = (message: Buffer) => {
  const seqs: number[] = []
  for (let at = message.indexOf(seqMark); at >= 0; at = message.indexOf(seqMark, at + 1)) {
    let seq = 0
    for (let index = at + seqMark.length; message[index]! >= zero && message[index]! <= nine; index++)
      seq = seq * 10 + message[index]! - zero
    seqs.push(seq)
  }
  return seqs
}

const counts = { events: 0, messages: 0, gaps: 0, cutOff: 0 }
let arrivals: { seq: number; at: number }[] = []

const enter = async (port: number, token: string, { room, timed }: Watching, since: object) => {
  let last: number | undefined
  const onEvent = (message: Buffer) => {
    const seqs = seqsIn(message)
    if (!seqs.length) return
    const at = performance.timeOrigin + performance.now()
    counts.messages += 1
    for (const seq of seqs) {
      counts.events += 1
      if (last !== undefined && seq !== last + 1) counts.gaps += 1
      last = seq
      if (timed) arrivals.push({ seq, at })
    }
  }
  const onClosed = () => void (counts.cutOff += 1)
  const socket = await openSocket({ port, auth: { token, frames: true } }, { onEvent, onClosed })
  const answer = (await socket.emit('room:join', { room, ...since })) as Joined
  if (!answer.ok) throw new Error(`A watcher was refused: ${JSON.stringify(answer)}`)
  last ??= answer.data.seq
  return answer.data
}

/** Opens sockets that stand in a room. The first is handed the state of it, the others only the newest. */
export const watch = async (asked: Watching) => {
  const { ports, sockets, tokens, perPerson } = asked
  const open = (index: number, since: object) =>
    enter(ports[index % ports.length]!, tokens[Math.floor(index / perPerson)]!, asked, since)
  const { epoch, seq } = await open(0, {})
  const since = epoch === undefined ? {} : { epoch, seq }
  let next = 1
  const bringIn = async () => {
    while (next < sockets) {
      const index = next
      next += 1
      await open(index, since)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, bringIn))
}

/** What has come until now, and when that is. */
export const count = async () => ({ ...counts, at: performance.now() })

/** When each event came to each of them, since this was last asked. By the wall clock, in ms. */
export const takeArrivals = async () => {
  const taken = arrivals
  arrivals = []
  return taken
}
