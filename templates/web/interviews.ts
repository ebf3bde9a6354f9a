import type { TimelineState } from '../../realtime/apply.ts'
import { useAvailability } from './availability.ts'
import { useCalendarFeed } from './calendar-feed.ts'
import { client } from './client.ts'
import { makeConfirmDialog } from './confirm-dialog.ts'
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

/** Stands for an application of which only its events are of interest. */
const noTimeline: TimelineState = {
  application: { id: '', stage: '', since: '' },
  history: [],
  interviews: [],
  threads: [],
}

interface Room {
  room: string
  epoch?: string
  seq?: number
}
const joined = new Set<string>()

/** Stands in the room of each application on the page, also of one that has come since. */
const follow = () => {
  for (const { room, epoch, seq } of JSON.parse(document.getElementById('rooms')!.textContent) as Room[]) {
    if (joined.has(room)) continue
    joined.add(room)
    const position = epoch === undefined || seq === undefined ? undefined : { epoch, seq, state: noTimeline }
    client.join<TimelineState>(
      room,
      {
        onState: (_state, envelope) => void (envelope && look('Your interviews have changed.')),
        onClosed: () => {
          joined.delete(room)
          void look('Your interviews have changed.')
        },
      },
      position,
    )
  }
}

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
