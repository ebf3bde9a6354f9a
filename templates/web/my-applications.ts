import type { PersonState, Submission, TimelineState } from '../../realtime/apply.ts'
import { progressLabels, progressOrder } from '../../server/applications/stages.ts'
import type { Envelope } from '../../server/log.ts'
import { client } from './client.ts'
import { refreshPage } from './refresh.ts'
import { useSubmissionAnswers } from './submission-answers.ts'
import { timeElement } from './times.ts'

/** A candidate's own applications: each stands in its room, and moves the moment it is moved. */

interface Entered<State = TimelineState> {
  room: string
  epoch: string
  seq: number
  state: State
}

const said = document.getElementById('said')!

const showStep = (item: HTMLElement, reached: number, steps: number) => {
  const index = progressOrder.indexOf(item.dataset.step ?? '')
  const stopped = reached >= steps
  item.dataset.state = stopped || index > reached ? 'ahead' : index === reached ? 'here' : 'behind'
  if (item.dataset.state === 'here') item.setAttribute('aria-current', 'step')
  else item.removeAttribute('aria-current')
}

const show = (row: HTMLElement | null, { application }: TimelineState) => {
  if (!row) return
  const tag = row.querySelector<HTMLElement>('.tag')!
  const label = progressLabels[application.stage] ?? application.stage
  const title = row.querySelector('.row-link')?.textContent ?? ''
  if (tag.textContent !== label) {
    said.textContent = `${title}: ${label}`
    row.classList.add('touched')
    setTimeout(() => row.classList.remove('touched'), 2_000)
  }
  tag.dataset.stage = application.stage
  tag.textContent = label
  row.querySelector('[data-since]')!.replaceChildren('last step ', timeElement(application.since))
  const steps = row.querySelectorAll<HTMLElement>('[data-step]')
  for (const step of steps) showStep(step, progressOrder.indexOf(application.stage), steps.length)
}

const joined = new Set<string>()
/** Stands in the room of each application on the page, also of one that has come since. */
const followApplications = () => {
  const rooms = JSON.parse(document.getElementById('rooms')!.textContent) as Entered[]
  for (const { room, epoch, seq, state } of rooms) {
    if (joined.has(room)) continue
    joined.add(room)
    const row = () => document.querySelector<HTMLElement>(`[data-application="${room.split(':')[1]}"]`)
    client.join<TimelineState>(
      room,
      { onState: state => show(row(), state), onClosed: () => row()?.remove() },
      { epoch, seq, state },
    )
  }
}
followApplications()
useSubmissionAnswers()

const me = JSON.parse(document.getElementById('entered')!.textContent) as Entered<PersonState>
const onOwn = async (envelope: Envelope | null) => {
  if (envelope && !envelope.type.startsWith('submission.')) return
  await refreshPage()
  followApplications()
  const submission = envelope?.data.submission as Submission | undefined
  if (envelope?.type === 'submission.proposed' && submission)
    said.textContent = `${submission.by.company.name} would put you forward for ${submission.job.title}`
}
client.join<PersonState>(me.room, { onState: (_state, envelope) => void onOwn(envelope) }, me)
