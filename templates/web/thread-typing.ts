import type { HirewireClient } from '../../realtime/client.ts'

interface Typing {
  threadId: string
  person: { id: string; name: string }
}

/** Half of what the server allows is more than anybody sees. */
const sayEvery = 2_000
/** Whoever types says so again before this is over, in ms. */
const forgottenAfter = 5_000

const words = (names: string[]) => {
  if (!names.length) return ''
  if (names.length > 2) return 'Several people are writing…'
  return `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} writing…`
}

/** The line that says who writes just now, and the signal that says that one writes oneself. */
export const makeTyping = (client: HirewireClient, line: HTMLElement, threadId: () => string | undefined) => {
  const writing = new Map<string, { name: string; timer: ReturnType<typeof setTimeout> }>()
  let said = 0

  const show = () => (line.textContent = words([...writing.values()].map(({ name }) => name)))
  const forget = (personId: string) => {
    clearTimeout(writing.get(personId)?.timer)
    writing.delete(personId)
    show()
  }

  client.socket.on('typing', (typing: Typing) => {
    if (typing.threadId !== threadId()) return
    const { id, name } = typing.person
    clearTimeout(writing.get(id)?.timer)
    writing.set(id, { name, timer: setTimeout(forget, forgottenAfter, id) })
    show()
  })

  return {
    /** This person has said it: they are not writing it any more. */
    forget,
    say: () => {
      const id = threadId()
      if (!id || !client.socket.connected || Date.now() - said < sayEvery) return
      said = Date.now()
      // Refused or lost: it is a courtesy.
      client.socket.emit('thread:typing', { threadId: id }, () => {})
    },
    /** One has sent it, and may begin anew. */
    sent: () => (said = 0),
  }
}
