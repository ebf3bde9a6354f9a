import { useAvailability } from './availability.ts'
import { useCalendarFeed } from './calendar-feed.ts'
import { makeConfirmDialog } from './confirm-dialog.ts'
import { followApplications } from './follow-applications.ts'
import { send } from './forms.ts'
import { handleInterviews } from './interview-acts.ts'
import { joinPersonRoom } from './person-room.ts'
import { makeReasonDialog } from './reason-dialog.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'
import { deviceZone } from './zones.ts'

/** One's interviews. New ones are told in one's own room, changes in the rooms of their applications. */

const dialog = (id: string) => document.getElementById(id) as HTMLDialogElement
const root = document.querySelector<HTMLElement>('.interviews-page')!
const said = document.getElementById('said')!
const confirms = makeConfirmDialog(dialog('confirm'))

handleInterviews(root, { reasons: makeReasonDialog(dialog('reason')), confirms })
useCalendarFeed({ confirms })
if (document.getElementById('availability')) useAvailability()

const follow = () => followApplications(() => void look('Your interviews have changed.'))
const look = async (words: string) => {
  const before = document.getElementById('interviews')!.textContent
  await refreshPage()
  follow()
  if (document.getElementById('interviews')!.textContent !== before) said.textContent = words
}

follow()
joinPersonRoom({ onState: () => void look('Your interviews have changed.') })

const useZone = document.getElementById('use-device-zone') as HTMLButtonElement
if (deviceZone !== document.getElementById('zone')!.textContent) {
  useZone.textContent = `Use this device’s: ${deviceZone}`
  useZone.hidden = false
}
useZone.addEventListener('click', () => {
  void send('PATCH', '/api/me', { zone: deviceZone }).then(answer => {
    if (answer.ok) location.reload()
    else toast(answer.problem.detail, { tone: 'bad' })
  })
})
