import type { Message } from '../../realtime/apply.ts'
import type { HirewireClient } from '../../realtime/client.ts'
import { makeConfirmDialog } from './confirm-dialog.ts'
import { editInPlace } from './thread-editing.ts'
import type { Outbox } from './thread-outbox.ts'
import type { ThreadStore } from './thread-store.ts'

interface Acts {
  client: HirewireClient
  messages: HTMLElement
  store: ThreadStore
  outbox: Outbox
  /** Draws this message anew. */
  redraw(id: string): void
  /** Gives back what was refused, to be written otherwise, where one may still write. */
  putBack: ((text: string) => void) | undefined
}

/** What the buttons of messages do: edit and delete what was said, change or drop what was not sent. */
export const listenToActs = ({ client, messages, store, outbox, redraw, putBack }: Acts) => {
  const confirms = makeConfirmDialog(document.getElementById('confirm') as HTMLDialogElement)

  const take = (message: Message) => {
    store.put(message)
    redraw(message.id)
  }
  const remove = (message: Message) =>
    confirms.ask({
      title: 'Delete this message?',
      words: 'Its text is gone for everybody. That a message stood here stays to be seen.',
      confirm: 'Delete',
      tone: 'danger',
      submit: () =>
        client.send('message:delete', { messageId: message.id }).then(
          answer => (take(answer), null),
          (error: Error) => error.message,
        ),
    })
  const edit = (message: Message, element: HTMLElement) =>
    editInPlace(client, element, message, saved => {
      if (saved) store.put(saved)
      redraw(message.id)
      messages.querySelector<HTMLElement>(`[data-id="${message.id}"] [data-act="edit"]`)?.focus()
    })
  const takeBack = (commandId: string) => {
    const letter = outbox.letters().find(each => each.commandId === commandId)
    if (!letter || !putBack) return
    outbox.drop(commandId)
    putBack(letter.text)
  }

  const onMessage: Record<string, (message: Message, element: HTMLElement) => void> = { edit, delete: remove }
  const onLetter: Record<string, (commandId: string) => void> = { 'take-back': takeBack, drop: outbox.drop }
  messages.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLElement>('button[data-act]')
    const element = button && button.closest<HTMLElement>('.message')
    if (!element) return
    const { id, command } = element.dataset
    const message = store.list().find(each => each.id === id)
    if (message) onMessage[button.dataset.act!]?.(message, element)
    if (command) onLetter[button.dataset.act!]?.(command)
  })
}
