import type { BoardState, Message, TimelineState } from '../../realtime/apply.ts'
import type { Position } from '../../realtime/client.ts'
import { client, onStatus } from './client.ts'
import type { ThreadEntry } from './thread-entry.ts'
import { makeThreadView } from './thread-view.ts'

interface Threads {
  room: string
  /** What the page was painted from. */
  position: Position<TimelineState | BoardState>
  me: { id: string; name: string }
  onProposal?: (message: Message) => HTMLElement
}

/** The tabs of several threads: one is shown at a time, arrows walk. */
const makeTabs = (section: HTMLElement, onShow: (kind: string) => void) => {
  const tabs = [...section.querySelectorAll<HTMLButtonElement>('[role="tab"]')]
  const show = (tab: HTMLButtonElement) => {
    for (const each of tabs) {
      const isShown = each === tab
      each.ariaSelected = String(isShown)
      each.tabIndex = isShown ? 0 : -1
      document.getElementById(each.getAttribute('aria-controls')!)!.hidden = !isShown
    }
    onShow(tab.dataset.kind!)
  }
  const steps: Record<string, (at: number) => number> = {
    ArrowRight: at => (at + 1) % tabs.length,
    ArrowLeft: at => (at + tabs.length - 1) % tabs.length,
    Home: () => 0,
    End: () => tabs.length - 1,
  }
  tabs.forEach((tab, at) => {
    tab.addEventListener('click', () => show(tab))
    tab.addEventListener('keydown', event => {
      const step = steps[event.key]
      if (!step) return
      event.preventDefault()
      const next = tabs[step(at)]!
      show(next)
      next.focus()
    })
  })
}

const showUnread = (section: HTMLElement, kind: string, count: string) => {
  const place = section.querySelector<HTMLElement>(`[data-unread="${kind}"]`)
  if (!place) return
  place.hidden = count === ''
  place.querySelector('[data-part="count"]')!.textContent = count
}

/** The threads of an application, side by side in tabs, each kept live. Does nothing for those who take part in none. */
export const showThreads = ({ room, position, me, onProposal }: Threads) => {
  const section = document.getElementById('threads')
  if (!section) return
  const entries = JSON.parse(document.getElementById('threads-data')!.textContent) as ThreadEntry[]
  const views = entries.map(entry => ({
    kind: entry.kind,
    view: makeThreadView({
      root: document.getElementById(`thread-${entry.kind}`)!,
      client,
      me,
      entry,
      onProposal,
      onUnread: count => showUnread(section, entry.kind, count),
    }),
  }))
  makeTabs(section, kind => views.find(each => each.kind === kind)?.view.shown())
  for (const { view } of views) view.show(position.state, null)
  client.join<TimelineState | BoardState>(
    room,
    { onState: (state, envelope) => views.forEach(({ view }) => view.show(state, envelope)) },
    position,
  )
  onStatus(status => {
    if (status === 'live') for (const { view } of views) view.sendWaiting()
  })
}
