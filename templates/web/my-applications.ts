import type { TimelineState } from '../../realtime/apply.ts'
import { progressLabels, progressOrder } from '../../server/applications/stages.ts'
import { client } from './client.ts'
import { timeElement } from './times.ts'

/** A candidate's own applications: each stands in its room, and moves the moment it is moved. */

interface Entered {
  room: string
  epoch: string
  seq: number
  state: TimelineState
}

const rooms = JSON.parse(document.getElementById('rooms')!.textContent) as Entered[]
const said = document.getElementById('said')!

const showStep = (item: HTMLElement, reached: number, steps: number) => {
  const index = progressOrder.indexOf(item.dataset.step ?? '')
  const stopped = reached >= steps
  item.dataset.state = stopped || index > reached ? 'ahead' : index === reached ? 'here' : 'behind'
  if (item.dataset.state === 'here') item.setAttribute('aria-current', 'step')
  else item.removeAttribute('aria-current')
}

const show = (row: HTMLElement, { application }: TimelineState) => {
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

for (const { room, epoch, seq, state } of rooms) {
  const row = document.querySelector<HTMLElement>(`[data-application="${room.split(':')[1]}"]`)!
  client.join<TimelineState>(
    room,
    { onState: state => show(row, state), onClosed: () => row.remove() },
    { epoch, seq, state },
  )
}
