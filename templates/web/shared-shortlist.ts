import { showConnection } from './connection.ts'
import { useShortlist } from './shortlist-acts.ts'

/**
 * A shortlist by its link, without an account and so without a connection of its own: it asks every two seconds, while
 * it is looked at, whether anything has changed.
 */

const entered = JSON.parse(document.getElementById('entered')!.textContent) as { token: string; tag: string }
const at = `/api/shared/shortlists/${entered.token}`
const root = document.querySelector<HTMLElement>('.shortlist')!
const { look } = useShortlist(root, { decideAt: `${at}/decide` })
const showStatus = showConnection()
const everyMs = 2_000
let tag = entered.tag

const ask = async () => {
  const response = await fetch(at, { headers: { 'if-none-match': tag }, cache: 'no-store' }).catch(() => null)
  if (!response) return showStatus('offline')
  // Revoked, expired, or over: the page says so by itself, without what it showed.
  if (response.status === 404) return location.reload()
  if (response.status !== 304 && !response.ok) return showStatus('catching_up')
  if (response.ok) {
    await look()
    tag = response.headers.get('etag') ?? tag
  }
  showStatus('live')
}

let timer: ReturnType<typeof setTimeout> | undefined
const watch = async () => {
  clearTimeout(timer)
  if (!document.hidden) await ask()
  clearTimeout(timer)
  timer = setTimeout(() => void watch(), everyMs)
}
document.addEventListener('visibilitychange', () => document.hidden || void watch())
void watch()
