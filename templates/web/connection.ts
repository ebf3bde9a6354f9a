import type { Status } from '../../realtime/client.ts'
import { toast } from './toast.ts'

const words: Record<Status, string> = {
  live: 'Live',
  catching_up: 'Catching up',
  offline: 'Offline',
  ended: 'Signed out',
}
const meanings: Record<Status, string> = {
  live: 'What you see is how it is.',
  catching_up: 'Connected; the newest changes are being fetched.',
  offline: 'No connection. What you see may be old.',
  ended: 'Your session is over.',
}

/** A wink of catching up after each page load says nothing to anybody. */
const winkMs = 400
const sayOfflineAfterMs = 3_000
const forGood = 2 ** 31 - 1

const forHowLong = (ms: number) =>
  ms < 60_000 ? `${Math.floor(ms / 1_000)} s` : `${Math.floor(ms / 60_000)} min`

const showEnded = () => {
  const banner = document.createElement('div')
  banner.className = 'banner'
  banner.role = 'alert'
  const link = document.createElement('a')
  link.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`
  link.textContent = 'Sign in again'
  banner.append('You are signed out, so nothing on this page is up to date any more. ', link)
  document.getElementById('content')?.prepend(banner)
}

/**
 * Keeps the state of the connection true in the bar: `Live`, `Catching up`, `Offline for 12 s`, and a banner when the
 * session is over. Returns what the client's `onStatus` calls. A screen reader hears the state, not each second of it.
 */
export const showConnection = () => {
  const element = document.getElementById('connection')!
  const state = document.createElement('span')
  const seconds = document.createElement('span')
  seconds.ariaHidden = 'true'
  element.replaceChildren(state, seconds)
  element.hidden = false

  let since = Date.now()
  let status: Status | undefined
  let offlineToast: (() => void) | undefined
  let wink: ReturnType<typeof setTimeout> | undefined

  const showSeconds = () => {
    const ms = Date.now() - since
    seconds.textContent = status === 'offline' ? ` for ${forHowLong(ms)}` : ''
    if (status === 'offline' && ms >= sayOfflineAfterMs)
      offlineToast ??= toast(
        'Offline: what you see may be old. What you do now waits 15 s for the connection.',
        {
          stayMs: forGood,
        },
      )
  }
  const show = (next: Status) => {
    clearTimeout(wink)
    if (next === status) return
    status = next
    since = Date.now()
    element.dataset.status = next
    element.title = meanings[next]
    state.textContent = words[next]
    showSeconds()
    if (next === 'live' || next === 'ended') {
      offlineToast?.()
      offlineToast = undefined
    }
    if (next === 'ended') showEnded()
  }

  element.dataset.status = 'catching_up'
  state.textContent = 'Connecting'
  wink = setTimeout(() => show('offline'), sayOfflineAfterMs)
  setInterval(showSeconds, 1_000)

  return (next: Status) => {
    clearTimeout(wink)
    if (next === 'catching_up') wink = setTimeout(() => show(next), winkMs)
    else show(next)
  }
}
