import type { PersonState } from '../../realtime/apply.ts'
import { client, onStatus } from './client.ts'
import { handleForm, post } from './forms.ts'
import { usePutForwardList } from './put-forward-list.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

/** The list of boards: a new assignment comes in by itself, a posting is approved or returned in place. */

interface Entered {
  room: string
  epoch: string
  seq: number
  state: PersonState
}

const entered = JSON.parse(document.getElementById('entered')!.textContent) as Entered

let wasOffline = false
onStatus(status => {
  if (status === 'live' && wasOffline) void refreshPage()
  wasOffline = status === 'offline' || (wasOffline && status !== 'live')
})
client.join<PersonState>(
  entered.room,
  { onState: () => void refreshPage(), onClosed: () => void refreshPage() },
  { epoch: entered.epoch, seq: entered.seq, state: entered.state },
)
// Who comes back to the page reads it: numbers that no event of this room carries are looked up again.
document.addEventListener('visibilitychange', () => document.hidden || void refreshPage())

usePutForwardList()

const approve = async (button: HTMLButtonElement) => {
  const { approve: id, version, title } = button.dataset
  button.disabled = true
  const answer = await post(`/api/jobs/${id}/approve`, { version: Number(version) })
  if (answer.ok) toast(`“${title}” is open now.`, { tone: 'good' })
  else toast(`“${title}” was not approved: ${answer.problem.detail}`, { tone: 'bad' })
  button.disabled = false
  await refreshPage()
}

const dialog = document.querySelector<HTMLDialogElement>('#return-dialog')!
const form = document.querySelector<HTMLFormElement>('#return-form')!
let returning: DOMStringMap = {}

handleForm(form, {
  request: ({ reason = '' }) => ({
    url: `/api/jobs/${returning.return}/return`,
    body: { reason: reason.trim(), version: Number(returning.version) },
  }),
  done: () => {
    dialog.close()
    form.reset()
    toast(`“${returning.title}” went back with your reason.`)
    void refreshPage()
  },
})

document.addEventListener('click', event => {
  const button = event.target instanceof Element ? event.target.closest('button') : null
  if (!button) return
  if (button.dataset.approve) void approve(button)
  if ('close' in button.dataset) dialog.close()
  if (button.dataset.return) {
    returning = { ...button.dataset }
    dialog.querySelector('[data-title]')!.textContent = button.dataset.title ?? ''
    dialog.showModal()
  }
})
