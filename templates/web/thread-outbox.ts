import type { Message, Thread } from '../../realtime/apply.ts'
import { Refused, type HirewireClient } from '../../realtime/client.ts'
import { newCommandId } from '../../realtime/client-commands.ts'

/** Something written and not known to be stored yet. */
export interface Letter {
  commandId: string
  text: string
  mentions: string[]
  /** Why the server refused it. */
  refusal?: string
}

interface Box {
  client: HirewireClient
  /** Whose it is: kept under this name while the tab is open, through reloads as well. */
  name: string
  kind: Thread['kind']
  of: string
  onChange(): void
  onSent(message: Message): void
}

const isWaiting = ({ refusal }: Letter) => refusal === undefined
const isUnanswered = ({ problem }: Refused) => problem.code === 'offline' || problem.code === 'unanswered'

/**
 * What one writes goes out in order, one after the other, each under an id of its own: written offline it waits, and
 * however often it is sent, it is stored once. What is refused keeps its text and says why; the others go on.
 */
export const makeOutbox = ({ client, name, kind, of, onChange, onSent }: Box) => {
  let letters = JSON.parse(sessionStorage.getItem(name) ?? '[]') as Letter[]
  let isSending = false

  const change = (next: Letter[]) => {
    letters = next
    if (letters.length) sessionStorage.setItem(name, JSON.stringify(letters))
    else sessionStorage.removeItem(name)
    onChange()
  }
  const drop = (commandId: string) => change(letters.filter(letter => letter.commandId !== commandId))

  /** Whether it is over, one way or the other. */
  const send = async ({ commandId, text, mentions }: Letter): Promise<boolean> => {
    try {
      const message = await client.send('thread:open', { kind, of, text, mentions }, { commandId })
      onSent(message)
      drop(commandId)
      return true
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (isUnanswered(error)) return false
      const refusal = error.problem.detail
      change(letters.map(letter => (letter.commandId === commandId ? { ...letter, refusal } : letter)))
      return true
    }
  }
  const flush = async () => {
    if (isSending) return
    isSending = true
    for (;;) {
      const next = letters.find(isWaiting)
      if (!next || !(await send(next))) break
    }
    isSending = false
    // The line is up and no answer came: nothing else would bring it out of the box.
    if (client.status() === 'live' && letters.some(isWaiting)) setTimeout(() => void flush(), 2_000)
  }

  return {
    letters: () => letters,
    /** Sends what waits: call it when the connection is back. */
    flush: () => void flush(),
    write: (text: string, mentions: string[]) => {
      change([...letters, { commandId: newCommandId(), text, mentions }])
      void flush()
    },
    drop,
  }
}

export type Outbox = ReturnType<typeof makeOutbox>
