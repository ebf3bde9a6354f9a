import type { Message, Thread } from '../../realtime/apply.ts'
import type { HirewireClient } from '../../realtime/client.ts'
import type { Envelope } from '../../server/log.ts'
import { listenToActs } from './thread-acts.ts'
import { makeComposer } from './thread-composer.ts'
import { makeThreadList } from './thread-list.ts'
import type { Member } from './thread-mentions.ts'
import { messageElement, waitingElement } from './thread-message.ts'
import { makeOutbox } from './thread-outbox.ts'
import { fetchMessages } from './thread-pages.ts'
import { makeReading, readersWords } from './thread-reading.ts'
import { makeSearch } from './thread-search.ts'
import { makeThreadStore } from './thread-store.ts'
import { makeTyping } from './thread-typing.ts'
import { toast } from './toast.ts'

/** A thread as the server hands it to its page: see `server/pages/thread-view.ts`. */
export interface ThreadEntry {
  kind: Thread['kind']
  /** The job of a negotiation, the application of the other kinds. */
  of: string
  readUpTo: number
  canWrite: boolean
  /** May delete what others wrote. */
  moderates: boolean
  members: Member[]
}

/** What every room with threads in it shows. */
interface State {
  threads: Thread[]
}

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
  const earlier = part<HTMLButtonElement>('earlier')
  let newAfter: number | null = null
  let isDrawn = false

  const rightsOn = ({ by }: Message) => ({
    mayEdit: entry.canWrite && by.id === me.id,
    mayDelete: entry.canWrite && (by.id === me.id || entry.moderates),
    onProposal,
  })
  const isNew = (message: Message) => message.by.id !== me.id && !message.deleted
  const unread = () => store.list().filter(message => message.number > reading.read() && isNew(message))

  const unreadWords = () => {
    const isAll = (store.first()?.number ?? 1) <= reading.read() + 1
    return unread().length ? `${unread().length}${isAll ? '' : '+'}` : ''
  }

  const draw = () => {
    const last = store.last()
    if (unread().length && newAfter === null && !(isDrawn && reading.isLooking() && list.isAtEnd()))
      newAfter = reading.read()
    list.draw({
      messages: store.list(),
      draw: message => messageElement(message, rightsOn(message)),
      newAfter,
      isNew,
      waiting: outbox.letters().map(waitingElement),
    })
    earlier.hidden = (store.first()?.number ?? 1) === 1
    part('empty').hidden = last !== undefined || outbox.letters().length > 0
    part('reads').textContent = readersWords(store.thread(), last, me)
    onUnread?.(unreadWords())
    if (!isDrawn) list.toEnd()
    isDrawn = true
  }

  const reading = makeReading({
    client,
    me,
    end: part('end'),
    readUpTo: entry.readUpTo,
    onChange: () => draw(),
  })
  const typing = makeTyping(client, part('typing'), threadId)
  const outbox = makeOutbox({
    client,
    name: `outbox ${me.id} ${entry.kind} ${entry.of}`,
    kind: entry.kind,
    of: entry.of,
    onChange: () => isDrawn && draw(),
    onSent: store.put,
  })
  const composer = entry.canWrite
    ? makeComposer({
        form: part<HTMLFormElement>('composer'),
        list: part('mentions'),
        members: entry.members,
        onTyping: typing.say,
        onSend: (text, mentions) => {
          newAfter = null
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

  const loadEarlier = async () => {
    const [id, first] = [threadId(), store.first()]
    if (!id || !first) return
    earlier.disabled = true
    const answer = await fetchMessages(id, { before: first.number, limit: 50 })
    earlier.disabled = false
    if (!answer) return void toast('The earlier messages did not come. Try again.', { tone: 'bad' })
    // The room may have begun anew meanwhile: then they do not join on to it.
    if (store.first()?.number !== first.number) return
    for (const message of answer.data) store.put(message)
    draw()
  }
  earlier.addEventListener('click', () => void loadEarlier())

  listenToActs({
    client,
    messages: part('messages'),
    store,
    outbox,
    redraw: id => {
      list.forget(id)
      draw()
    },
    putBack: text => composer?.put(text),
  })

  return {
    /** The state of the room after this event; null: whatever happened before. */
    show: ({ threads }: State, envelope: Envelope | null) => {
      store.take(threads, envelope)
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
