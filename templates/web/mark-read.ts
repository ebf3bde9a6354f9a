/**
 * Marks a notification read on the way to where it leads: the browser sends it although the page is left. If it does
 * not arrive, it stays unread and nothing is lost.
 */
export const markRead = (id: string) =>
  void fetch(`/api/notifications/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ read: true }),
    keepalive: true,
  }).catch(() => {})
