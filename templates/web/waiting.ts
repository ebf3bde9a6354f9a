import type { PersonState } from '../../realtime/apply.ts'
import { client, onStatus } from './client.ts'
import { handleHolds } from './holds.ts'
import { refreshPage } from './refresh.ts'

/**
 * What waits for its reader. It comes about in many rooms, and some of it by time alone, so the page asks again: on every
 * notification, when it is looked at, and each half minute.
 */

interface Entered {
  room: string
  epoch: string
  seq: number
  state: PersonState
}

const { room, epoch, seq, state } = JSON.parse(document.getElementById('entered')!.textContent) as Entered
const everyMs = 30_000
const said = document.getElementById('said')!
const count = () => document.querySelectorAll('#waiting [data-rule]').length

const look = async () => {
  if (document.hidden) return
  const before = count()
  await refreshPage()
  const after = count()
  if (after !== before) said.textContent = after ? `${after} waiting for you` : 'Nothing is waiting for you'
}

handleHolds(document.getElementById('waiting')!)
client.join<PersonState>(room, { onState: () => void look() }, { epoch, seq, state })
onStatus(status => {
  if (status === 'live') void look()
})
document.addEventListener('visibilitychange', () => void look())
setInterval(() => void look(), everyMs)
