/** How much waits for the reader, in the bar of every page. */

const place = document.querySelector<HTMLElement>('[data-waiting]')
const everyMs = 30_000

/** Asks again. Without an answer it stays as it is, and the next asking comes by itself. */
export const refreshWaitingCount = async () => {
  if (!place || document.hidden) return
  const response = await fetch('/api/me/waiting/count').catch(() => null)
  if (!response?.ok) return
  const { count } = (await response.json()) as { count: number }
  place.textContent = count > 99 ? '99+' : String(count)
  place.hidden = count === 0
}

/** Keeps it true while the page is looked at: some of it comes about by time alone. Done with the first of it. */
export const keepWaitingCount = async () => {
  if (!place) return
  setInterval(() => void refreshWaitingCount(), everyMs)
  document.addEventListener('visibilitychange', () => void refreshWaitingCount())
  await refreshWaitingCount()
}
