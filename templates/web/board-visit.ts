const everyMs = 30_000

/**
 * Tells the server up to where this board has been seen, as long as it is looked at: so that whoever comes back is told
 * what happened meanwhile.
 */
export const keepVisit = (jobId: string, position: () => { epoch: string; seq: number } | undefined) => {
  const tell = () => {
    const at = position()
    if (!at) return
    const { epoch, seq } = at
    const sent = {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ epoch, seq }),
      // It goes out although the page goes away.
      keepalive: true,
    }
    // What does not arrive is told again by the next, or is shown once more when the reader comes back.
    fetch(`/api/jobs/${jobId}/visit`, sent).catch(() => {})
  }
  tell()
  setInterval(() => document.hidden || tell(), everyMs)
  document.addEventListener('visibilitychange', tell)
  window.addEventListener('pagehide', () => document.hidden || tell())
}
