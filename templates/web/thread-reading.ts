import type { Message, Thread } from '../../realtime/apply.ts'
import { Refused, type HirewireClient } from '../../realtime/client.ts'

interface Reading {
  client: HirewireClient
  me: { id: string }
  /** At the foot of the messages: seen only by whoever has scrolled to the end. */
  end: HTMLElement
  /** How far one had read when the page was made. */
  readUpTo: number
  onChange(): void
}

const gatherMs = 300

/** Notes what one has read: what stands above the end, while that is on the screen and its tab is looked at. */
export const makeReading = ({ client, me, end, readUpTo, onChange }: Reading) => {
  let read = readUpTo
  let said = readUpTo
  let isSeen = false
  let latest: { threadId: string; number: number } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const say = async () => {
    if (!latest || latest.number <= said) return
    const { threadId, number } = latest
    said = number
    try {
      await client.send('thread:read', { threadId, upTo: number })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // It is said again with the next message, or when one looks again.
      said = read
    }
  }
  const look = () => {
    if (!isSeen || document.hidden || !latest || latest.number <= said) return
    clearTimeout(timer)
    timer = setTimeout(() => void say(), gatherMs)
  }
  new IntersectionObserver(([entry]) => {
    isSeen = entry!.isIntersecting
    look()
  }).observe(end)
  document.addEventListener('visibilitychange', look)

  return {
    read: () => read,
    take: (thread: Thread | undefined, last: Message | undefined) => {
      const mine = thread?.reads.find(({ user }) => user.id === me.id)?.upTo ?? 0
      const before = read
      read = Math.max(read, mine)
      if (read !== before) onChange()
      if (thread && last) latest = { threadId: thread.id, number: last.number }
      look()
    },
    /** Whether the end of the thread is before the reader's eyes. */
    isLooking: () => isSeen && !document.hidden,
  }
}

/** Who has read up to the last message: `Read by Clara Client and Rob Recruiter`. */
export const readersWords = (thread: Thread | undefined, last: Message | undefined, me: { id: string }) => {
  if (!thread || !last) return ''
  const names = thread.reads
    .filter(({ user, upTo }) => upTo >= last.number && user.id !== me.id && user.id !== last.by.id)
    .map(({ user }) => user.name)
  return names.length ? `Read by ${new Intl.ListFormat('en').format(names)}` : ''
}
