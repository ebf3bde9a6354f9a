import { openClient, type Client } from './coming-back.ts'

export interface Gathering {
  url: string
  clients: { token: string; room: string }[]
}

/** How many come in at the same time when they are gathered. */
const atOnce = 25

let clients: Client[] = []
let onProgress = () => {}

/** Resolves when this is so; it is looked at whenever something changes for a client. */
const until = (isSo: () => boolean, { withinMs, missing }: { withinMs: number; missing: () => string }) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Not within ${withinMs} ms: ${missing()}`)), withinMs)
    onProgress = () => {
      if (!isSo()) return
      clearTimeout(timer)
      onProgress = () => {}
      resolve()
    }
    onProgress()
  })

/** Brings clients into their rooms. */
export const gather = async ({ url, clients: wanted }: Gathering) => {
  const change = () => onProgress()
  const joined = () => clients.filter(client => client.joined).length
  while (clients.length < wanted.length) {
    const next = wanted.slice(clients.length, clients.length + atOnce)
    clients.push(...next.map(one => openClient(url, one, change)))
    await until(() => joined() === clients.length, {
      withinMs: 30_000,
      missing: () => `${clients.length - joined()} of ${clients.length} clients are not in their rooms`,
    })
  }
}

/** From now on they count as lost until they have come in again: call it before the node is killed. */
export const expectLoss = async () => {
  for (const client of clients) client.joined = false
}

interface Awaiting {
  /** The newest event of each room. */
  heads: Record<string, number>
  withinMs: number
}

/** Resolves when every client stands in its room again and has everything of it. */
export const awaitReturn = async ({ heads, withinMs }: Awaiting) => {
  const isBack = ({ joined, room, seq }: Client) => joined && seq >= (heads[room] ?? 0)
  await until(() => clients.every(isBack), {
    withinMs,
    missing: () => `${clients.filter(client => !isBack(client)).length} clients are not back`,
  })
  const sum = (of: 'received' | 'gaps' | 'snapshots') => clients.reduce((total, one) => total + one[of], 0)
  return {
    at: performance.timeOrigin + performance.now(),
    received: sum('received'),
    gaps: sum('gaps'),
    snapshots: sum('snapshots'),
  }
}
