import { followApplications } from './follow-applications.ts'
import { joinPersonRoom } from './person-room.ts'
import { refreshPage } from './refresh.ts'

/** The list of invoices: a new one is told in one's own room, changes in the rooms of their applications. */

const said = document.getElementById('said')!
const from = document.getElementById('from') as HTMLInputElement
const to = document.getElementById('to') as HTMLInputElement

/** A spreadsheet of a period that ends before it begins is not asked for. */
const checkPeriod = () => {
  const isBackwards = to.value !== '' && to.value < from.value
  to.setCustomValidity(isBackwards ? 'It ends before it begins.' : '')
}
document.getElementById('period')!.addEventListener('input', checkPeriod)
checkPeriod()

const look = async () => {
  if (document.hidden) return
  const list = document.getElementById('invoices')!
  const before = list.textContent
  await refreshPage()
  follow()
  if (list.textContent !== before) said.textContent = 'The invoices have changed.'
}
const follow = followApplications(envelope => {
  if (!envelope || envelope.type.startsWith('invoice.')) void look()
})

follow()
joinPersonRoom({ onState: () => void look() })
// One becomes overdue by time alone.
document.addEventListener('visibilitychange', () => void look())
