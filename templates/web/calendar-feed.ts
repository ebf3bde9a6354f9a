import type { makeConfirmDialog } from './confirm-dialog.ts'
import { post, remove } from './forms.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

/** The private address under which a calendar reads one's interviews: made, made anew, ended. */
export const useCalendarFeed = ({ confirms }: { confirms: ReturnType<typeof makeConfirmDialog> }) => {
  const panel = document.getElementById('calendar-feed')!
  const shown = document.getElementById('feed-url')!
  const address = document.getElementById('feed-address') as HTMLInputElement

  const make = async () => {
    const answer = await post<{ url: string }>('/api/me/calendar-feed')
    if (!answer.ok) return answer.problem.detail
    address.value = answer.data.url
    shown.hidden = false
    await refreshPage()
    address.focus()
    address.select()
    return null
  }
  const end = async () => {
    const answer = await remove('/api/me/calendar-feed')
    if (!answer.ok) return answer.problem.detail
    shown.hidden = true
    address.value = ''
    await refreshPage()
    return null
  }
  const first = async () => {
    const refusal = await make()
    if (refusal) toast(refusal, { tone: 'bad' })
  }

  panel.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLButtonElement>('button')
    if (!button) return
    if (button.id === 'feed-delete')
      confirms.ask({
        title: 'End the calendar address?',
        words: 'Calendars that read it find nothing there any more.',
        confirm: 'End it',
        tone: 'danger',
        submit: end,
      })
    else if ('again' in button.dataset)
      confirms.ask({
        title: 'Make a new address?',
        words: 'The one before is dead with it: calendars that read it have to be told the new one.',
        confirm: 'Make a new address',
        tone: 'primary',
        submit: make,
      })
    else void first()
  })
}
