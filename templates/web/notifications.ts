import { Refused } from '../../realtime/client.ts'
import { client } from './client.ts'
import { markRead } from './mark-read.ts'
import { joinPersonRoom } from './person-room.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

/** All of one's notifications: new ones come in by themselves, each can be marked and deleted. */

const part = document.getElementById('feed')!
const markAll = document.getElementById('mark-all')!
const heading = document.querySelector('h1')!

joinPersonRoom({
  onState: ({ feed }) => {
    markAll.hidden = feed.unread === 0
    void refreshPage()
  },
})

const attempt = async (work: Promise<unknown>) => {
  try {
    await work
    await refreshPage()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    toast(error.problem.detail, { tone: 'bad' })
  }
}

/** After a line has changed or gone the focus is on the same button of what stands in its place now. */
const keepPlace = (button: HTMLElement) => {
  const selector = 'delete' in button.dataset ? '[data-delete]' : '[data-read]'
  const place = [...part.querySelectorAll(selector)].indexOf(button)
  return () => {
    const now = [...part.querySelectorAll<HTMLElement>(selector)]
    ;(now[place] ?? now.at(-1) ?? heading).focus()
  }
}

part.addEventListener('click', ({ target }) => {
  const element = target instanceof Element ? target : null
  const button = element?.closest<HTMLButtonElement>('button[data-of]')
  const link = element?.closest<HTMLElement>('[data-unread] [data-notification]')
  if (link) markRead(link.dataset.notification!)
  if (!button) return
  const notificationId = button.dataset.of!
  const focusAgain = keepPlace(button)
  button.disabled = true
  const done =
    'delete' in button.dataset
      ? client.send('notification:delete', { notificationId })
      : client.send('notification:read', { notificationId, read: button.dataset.read === 'true' })
  void attempt(done).then(() => {
    button.disabled = false
    focusAgain()
  })
})

markAll.addEventListener('click', () => {
  void attempt(client.send('notification:mark-all-read', {})).then(() => heading.focus())
})
