import type { Feed, Notification } from '../../realtime/apply.ts'
import { Refused } from '../../realtime/client.ts'
import { client, onStatus } from './client.ts'
import { markRead } from './mark-read.ts'
import { joinPersonRoom } from './person-room.ts'
import { timeElement } from './times.ts'
import { toast } from './toast.ts'

/** The bell in the bar: how much is new, and the latest, on every page and live. */

const bell = document.getElementById('bell')!
const button = bell.querySelector<HTMLButtonElement>('.bell-button')!
const count = bell.querySelector<HTMLElement>('.bell-count')!
const panel = document.getElementById('bell-panel')!
const list = document.getElementById('bell-feed')!
const empty = document.getElementById('bell-empty')!
const said = document.getElementById('bell-said')!
const markAll = bell.querySelector<HTMLButtonElement>('[data-mark-all]')!
const title = document.title.replace(/^\(\d+\) /, '')

const textIn = (tag: string, className: string, text: string) =>
  Object.assign(document.createElement(tag), { className, textContent: text })

const rowOf = (line: Notification) => {
  const link = Object.assign(document.createElement('a'), { href: line.url })
  link.dataset.notification = line.id
  const words = document.createElement('span')
  words.append(textIn('strong', '', line.title))
  if (!line.readAt) words.append(textIn('span', 'visually-hidden', ' (unread)'))
  const facts = textIn('span', 'feed-facts', '')
  if (line.body) facts.append(textIn('span', '', line.body))
  facts.append(timeElement(line.at))
  link.append(words, facts)
  const item = document.createElement('li')
  if (!line.readAt) item.dataset.unread = ''
  item.append(link)
  return item
}

const showCount = (unread: number) => {
  count.textContent = unread > 99 ? '99+' : String(unread)
  count.hidden = unread === 0
  button.ariaLabel = unread ? `Notifications, ${unread} unread` : 'Notifications'
  document.title = unread ? `(${unread}) ${title}` : title
  markAll.hidden = unread === 0
}

/** The focus stays on the line it was on. */
const draw = (feed: Feed) => {
  const held =
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset.notification : undefined
  list.replaceChildren(...feed.notifications.map(rowOf))
  if (held) list.querySelector<HTMLElement>(`[data-notification="${CSS.escape(held)}"]`)?.focus()
  empty.hidden = feed.notifications.length > 0
}

const refused = (error: unknown) => {
  if (!(error instanceof Refused)) throw error
  toast(error.problem.detail, { tone: 'bad' })
}

const isOpen = () => !panel.hidden
const room = joinPersonRoom({
  onState: ({ feed }, envelope) => {
    showCount(feed.unread)
    if (isOpen()) draw(feed)
    seeIfOpen()
    const [newest] = feed.notifications
    if (envelope?.type === 'notification.created' && newest) said.textContent = newest.title
  },
})
const feed = () => room.state()?.feed

/** Whoever has it open has seen what is in it. */
function seeIfOpen() {
  if (isOpen() && !document.hidden && client.status() === 'live' && feed()?.unseen)
    client.send('notification:seen', {}).catch(refused)
}
onStatus(seeIfOpen)
document.addEventListener('visibilitychange', seeIfOpen)

const open = (wanted: boolean) => {
  panel.hidden = !wanted
  button.ariaExpanded = String(wanted)
  const shown = feed()
  if (wanted && shown) draw(shown)
  seeIfOpen()
}

button.addEventListener('click', () => open(!isOpen()))
const leave = ({ target }: Event) => {
  if (isOpen() && target instanceof Node && document.contains(target) && !bell.contains(target)) open(false)
}
document.addEventListener('click', leave)
document.addEventListener('focusin', leave)
bell.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || !isOpen()) return
  event.stopPropagation()
  open(false)
  button.focus()
})
list.addEventListener('click', ({ target }) => {
  const link = target instanceof Element && target.closest<HTMLElement>('[data-notification]')
  const line = link && feed()?.notifications.find(({ id }) => id === link.dataset.notification)
  if (line && !line.readAt) markRead(line.id)
})
markAll.addEventListener('click', () => {
  client.send('notification:mark-all-read', {}).then(() => button.focus(), refused)
})

const painted = feed()
if (painted) showCount(painted.unread)
