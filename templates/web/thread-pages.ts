import type { Message } from '../../realtime/apply.ts'
import type { Member } from './thread-mentions.ts'
import type { ThreadStore } from './thread-store.ts'
import { toast } from './toast.ts'

interface Page<Item> {
  data: Item[]
  page: { nextCursor: string | null }
}

/** What the API lists; null if no answer came. */
const list = async <Item>(path: string): Promise<Page<Item> | null> => {
  const response = await fetch(`/api${path}`).catch(() => null)
  return response?.ok ? ((await response.json()) as Page<Item>) : null
}

/** Messages of a thread, newest first. */
export const fetchMessages = (
  threadId: string,
  query: { before?: number; q?: string; cursor?: string; limit?: number },
) => {
  const given = Object.entries(query).map(([name, value]) => [name, String(value)])
  return list<Message>(`/threads/${threadId}/messages?${new URLSearchParams(given)}`)
}

/** Whom one can mention in a thread of this place now; nobody if no answer came. */
export const fetchMembers = async ({ kind, of }: { kind: string; of: string }) => {
  const place = kind === 'negotiation' ? 'jobs' : 'applications'
  const threads = await list<{ kind: string; members: Member[] }>(`/${place}/${of}/threads`)
  return threads?.data.find(thread => thread.kind === kind)?.members ?? []
}

/** What the button above the messages does: it loads those before the first that is here. */
export const listenToEarlier = (
  button: HTMLButtonElement,
  store: ThreadStore,
  { draw, most }: { draw(): void; most: number },
) => {
  const load = async () => {
    const [id, first] = [store.thread()?.id, store.first()]
    if (!id || !first) return
    button.disabled = true
    const answer = await fetchMessages(id, { before: first.number, limit: most })
    button.disabled = false
    if (!answer) return void toast('The earlier messages did not come. Try again.', { tone: 'bad' })
    // The room may have begun anew meanwhile: then they do not join on to it.
    if (store.first()?.number !== first.number) return
    for (const message of answer.data) store.put(message)
    draw()
  }
  button.addEventListener('click', () => void load())
}
