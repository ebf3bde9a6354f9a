import type { Message } from '../../realtime/apply.ts'
import type { HirewireClient } from '../../realtime/client.ts'
import type { Envelope } from '../../server/log.ts'
import { listenToActs } from './thread-acts.ts'
import { makeComposer } from './thread-composer.ts'
import type { ThreadEntry, ThreadState } from './thread-entry.ts'
import { makeThreadList } from './thread-list.ts'
import { messageElement, waitingElement } from './thread-message.ts'
import { makeOutbox } from './thread-outbox.ts'
import { makeNews } from './thread-news.ts'
import { fetchMembers, listenToEarlier } from './thread-pages.ts'
import { makeReading, readersWords } from './thread-reading.ts'
import { makeSearch } from './thread-search.ts'
import { makeThreadStore } from './thread-store.ts'
import { makeTyping } from './thread-typing.ts'

interface View {
  /** What `templates/partials/thread.hbs` made. */
  root: HTMLElement
  client: HirewireClient
  me: { id: string; name: string }
  entry: ThreadEntry
  /** What a message shows that proposes something. */
  onProposal?: ((message: Message) => HTMLElement) | undefined
  /** How many messages by others the reader has not seen: `30+` if there may be more than this page has. */
  onUnread?: ((count: string) => void) | undefined
}

/** One thread on a page. Hand it every state of its room, with the event that led there. */
export const makeThreadView = ({ root, client, me, entry, onProposal, onUnread }: View) => {
  const part = <Element extends HTMLElement = HTMLElement>(name: string) =>
    root.querySelector<Element>(`[data-part="${name}"]`)!
  const store = makeThreadStore(entry.kind)
  const threadId = () => store.thread()?.id
  const list = makeThreadList(part('scroll'), part('messages'))
  let isOpen = entry.open
  let isDrawn = false

  const rightsOn = ({ by }: Message) => ({
    mayEdit: entry.mayWrite && isOpen && by.id === me.id,
    mayDelete: entry.mayWrite && isOpen && (by.id === me.id || entry.moderates),
    onProposal,
  })
  const draw = () => {
    const last = store.last()
    if (!(isDrawn && reading.isLooking() && list.isAtEnd())) news.mark()
    list.draw({
      messages: store.list(),
      draw: message => messageElement(message, rightsOn(message)),
      newAfter: news.after(),
      isNew: news.isNew,
      waiting: outbox.letters().map(waitingElement),
    })
    part('earlier').hidden = (store.first()?.number ?? 1) === 1
    part('empty').hidden = last !== undefined || outbox.letters().length > 0
    part('reads').textContent = readersWords(store.thread(), last, me)
    onUnread?.(news.words())
    if (!isDrawn) list.toEnd()
    isDrawn = true
  }
  const showOpen = (state: ThreadState) => {
    const shown = state.application?.shownToClient
    if (entry.kind !== 'discussion' || typeof shown !== 'boolean') return
    isOpen = shown
    if (!entry.mayWrite) return
    part('composer').hidden = !isOpen
    part('closed').hidden = isOpen
  }

  const reading = makeReading({
    client,
    me,
    end: part('end'),
    readUpTo: entry.readUpTo,
    onChange: () => draw(),
  })
  const news = makeNews(store, me, reading.read)
  const typing = makeTyping(client, part('typing'), threadId)
  const outbox = makeOutbox({
    client,
    name: `outbox ${me.id} ${entry.kind} ${entry.of}`,
    kind: entry.kind,
    of: entry.of,
    onChange: () => isDrawn && draw(),
    onSent: store.put,
  })
  const composer = entry.mayWrite
    ? makeComposer({
        form: part<HTMLFormElement>('composer'),
        list: part('mentions'),
        members: () => fetchMembers(entry),
        onTyping: typing.say,
        onSend: (text, mentions) => {
          news.unmark()
          typing.sent()
          outbox.write(text, mentions)
          list.toEnd()
        },
      })
    : undefined
  makeSearch({
    form: part<HTMLFormElement>('search'),
    results: part('results'),
    thread: part('scroll'),
    threadId,
    draw: message => messageElement(message, { mayEdit: false, mayDelete: false, onProposal }),
  })

  listenToEarlier(part<HTMLButtonElement>('earlier'), store, { draw, most: 50 })
  listenToActs({
    client,
    messages: part('messages'),
    store,
    outbox,
    redraw: id => {
      list.forget(id)
      draw()
    },
    putBack: composer?.put,
  })

  return {
    /** The state of the room after this event; null: whatever happened before. */
    show: (state: ThreadState, envelope: Envelope | null) => {
      store.take(state.threads, envelope)
      showOpen(state)
      reading.take(store.thread(), store.last())
      const writer = envelope?.type === 'thread.replied' && envelope.actor
      if (writer) typing.forget(writer.id)
      draw()
    },
    /** The connection is back: what was written without it goes out. */
    sendWaiting: outbox.flush,
    /** It has come before the reader's eyes: what could not scroll while it was hidden does now. */
    shown: () => list.toEnd(),
  }
}
