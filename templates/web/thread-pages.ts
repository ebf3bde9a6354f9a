import type { Message } from '../../realtime/apply.ts'

interface Page {
  data: Message[]
  page: { nextCursor: string | null }
}

/** Messages of a thread as the API lists them, newest first; null if no answer came. */
export const fetchMessages = async (
  threadId: string,
  query: { before?: number; q?: string; cursor?: string; limit?: number },
): Promise<Page | null> => {
  const given = Object.entries(query).map(([name, value]) => [name, String(value)])
  const response = await fetch(`/api/threads/${threadId}/messages?${new URLSearchParams(given)}`).catch(
    () => null,
  )
  return response?.ok ? ((await response.json()) as Page) : null
}
