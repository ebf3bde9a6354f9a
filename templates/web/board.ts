import type { BoardState, Card } from '../../realtime/apply.ts'
import type { Envelope } from '../../server/log.ts'
import { makeActs } from './board-acts.ts'
import { placeOf, type Place } from './board-ahead.ts'
import { cardOf, linkOf } from './board-card.ts'
import { makeColumns } from './board-columns.ts'
import { makeDone } from './board-done.ts'
import { makeDrag } from './board-drag.ts'
import { makeDrawing } from './board-draw.ts'
import { useFilter, useKeysDialog } from './board-filter.ts'
import { keepFocus } from './board-focus.ts'
import { showHead } from './board-head.ts'
import { useKeys } from './board-keys.ts'
import { makeLift } from './board-lift.ts'
import { makeMenu } from './board-menu.ts'
import { makeMoves } from './board-moves.ts'
import { makePeople } from './board-people.ts'
import { showPutForward } from './board-put-forward.ts'
import { makeRefusals } from './board-refusals.ts'
import { makeStore } from './board-store.ts'
import { mark, travel, whereIs } from './board-travel.ts'
import { keepVisit } from './board-visit.ts'
import type { Reader } from './board-view.ts'
import { sentence } from './board-words.ts'
import { client, onStatus } from './client.ts'
import { makeReasonDialog } from './reason-dialog.ts'
import { showClosed } from './rights.ts'
import { makeSpeech } from './speech.ts'
import { toast } from './toast.ts'

/** What the server put into the page: the room at the instant it was painted, and who looks at it. */
interface Entered extends Reader {
  room: string
  epoch: string
  seq: number
  state: BoardState
  me: { id: string; name: string }
}

const entered = JSON.parse(document.getElementById('entered')!.textContent) as Entered
const { me, mover, turns } = entered
const root = document.querySelector<HTMLElement>('.board')!
const dialog = (id: string) => document.getElementById(id) as HTMLDialogElement

const store = makeStore(entered.state)
const drawing = makeDrawing(root, entered.state.columns, { mover, turns, isPending: store.isPending })
const columns = makeColumns(root)
const filter = useFilter(root, drawing)
const people = makePeople(root, drawing, me.id)
const menu = makeMenu(document.getElementById('card-menu')!)
const say = makeSpeech(document.getElementById('said')!)
onStatus(status => {
  root.inert = status === 'ended'
})

/** Where the pointer let a card go, until that card is drawn: it travels from there. */
let letGo: { id: string; rect: DOMRect } | null = null

let closed = false
const close = () => {
  closed = true
  showClosed(root)
}

const redraw = (id?: string, by?: Envelope['actor']) => {
  if (closed) return
  const from = letGo?.id === id ? letGo?.rect : id && whereIs(drawing.item(id))
  drawing.draw(store.columns())
  lift.refresh()
  filter.refresh()
  lookAfterFocus()
  showHead(root, { ...store.state(), columns: store.columns() })
  showPutForward(root, store.state())
  const item = id && drawing.item(id)
  if (!item) return
  people.refresh(id)
  travel(item, from || undefined)
  if (by) mark(item, by)
}

const refusals = makeRefusals(store, mover, () => moves)
const moves = makeMoves({
  client,
  store,
  redraw,
  done: makeDone({ drawing, columns, say, moves: () => moves }),
  refused: refusals.explain,
  waiting: card => void toast(`${card.candidate.name} is still on the way.`),
})
const reasons = makeReasonDialog(dialog('reason'))
const acts = makeActs({ client, store, mover, moves, reasons, redraw })

const put = (card: Card, stage: string, place: Place) => {
  if (stage === 'rejected') return acts.reject(card)
  if (stage !== card.stage) return moves({ kind: 'move', id: card.id, to: stage, place })
  moves({ kind: 'rank', id: card.id, place, undo: placeOf(store.columns(), card) })
}

const lift = makeLift({ root, store, drawing, mover, put })
const drag = makeDrag(root, {
  lift,
  drawing,
  dropped: (id, rect) => {
    letGo = { id, rect }
    queueMicrotask(() => (letGo = null))
  },
})
const lookAfterFocus = keepFocus(root, lift)
dialog('reason').addEventListener('close', lookAfterFocus)
const openMenu = (card: Card) => {
  const item = drawing.item(card.id)!
  const button = item.querySelector('[data-act="menu"]') ?? item
  menu.open(acts.menuOf(card), button.getBoundingClientRect(), linkOf(item))
}
useKeys({ root, store, lift, acts, columns, say, openMenu, isCarrying: drag.isCarrying })
useKeysDialog(dialog('keys'), document.getElementById('show-keys')!)

const buttons: Record<string, (card: Card) => void> = {
  menu: openMenu,
  approve: acts.forward,
  decline: acts.reject,
}
root.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest<HTMLElement>('[data-act]')
  const card = button && store.card(cardOf(button)?.dataset.id ?? '')
  if (card) buttons[button.dataset.act!]?.(card)
})

const onState = (state: BoardState, envelope: Envelope | null) => {
  const id = (envelope?.data.card as Card | undefined)?.id
  const isOwn = envelope?.actor?.id === me.id
  store.receive(state, envelope)
  redraw(id, isOwn ? null : envelope?.actor)
  if (!envelope || !id) return
  if (isOwn) return refusals.settle(id)
  const words = envelope.type === 'application.ranked' ? undefined : sentence(envelope, store.card(id))
  if (words) say(words)
}

interface Typing {
  room: string
  applicationId: string | null
  person: { id: string; name: string }
}
client.socket.on('typing', ({ room, applicationId, person }: Typing) => {
  if (room === entered.room && applicationId) people.write(applicationId, person)
})

const room = client.join<BoardState>(
  entered.room,
  { onState, onPresence: people.show, onClosed: close },
  entered,
)
keepVisit(entered.state.job.id, room.position)
