import { moneyText, parseMoney } from './amounts.ts'
import { now } from './clock.ts'
import type { Values } from './forms.ts'
import { field, makePlacementDialog, type Placement } from './placement-dialog.ts'

const words: Record<string, { title(name: string): string; choice: string }> = {
  joined: { title: name => `${name} has joined`, choice: 'Joined on another day' },
  postponed: { title: name => `${name} starts later`, choice: 'Starts later' },
  fell_through: { title: name => `${name} did not start`, choice: 'Did not start' },
  left: { title: name => `${name} has left`, choice: 'Left' },
}

/** Today, by the calendar of whoever sits here. */
const today = () => {
  const at = now()
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

/** Shows the fields that belong to what happened, and asks for no others. */
const showFields = (form: HTMLFormElement, status: string) => {
  for (const part of form.querySelectorAll<HTMLElement>('[data-with]')) {
    const isOut = !part.dataset.with!.split(' ').includes(status)
    part.hidden = isOut
    for (const input of part.querySelectorAll<HTMLInputElement>('input, textarea')) input.disabled = isOut
  }
  field(form, 'reason').toggleAttribute('required', status !== 'postponed')
}

const recordDialog = () => {
  let steps: string[] = []
  const choice = document.getElementById('placement-status') as HTMLSelectElement
  choice.addEventListener('change', () => showFields(choice.form!, choice.value))
  const open = makePlacementDialog(
    'placement-record',
    ({ reason = '', ...values }) => ({ ...values, ...(reason.trim() && { reason: reason.trim() }) }),
    (form, { name, startsOn, joinedOn, leftOn, reason }) => {
      choice.replaceChildren(...steps.map(step => new Option(words[step]!.choice, step)))
      form.querySelector<HTMLElement>('[data-part="choice"]')!.hidden = steps.length === 1
      const isPast = startsOn !== null && startsOn <= today()
      field(form, 'joinedOn').value = joinedOn ?? (isPast ? startsOn : today())
      field(form, 'leftOn').value = leftOn ?? today()
      if (leftOn) field(form, 'reason').value = reason ?? ''
      const isCorrection = steps.length > 1 || leftOn !== null
      const title = isCorrection
        ? `Correct: ${words[leftOn ? 'left' : 'joined']!.title(name)}`
        : words[steps[0]!]!.title(name)
      document.getElementById('placement-record-title')!.textContent = title
      showFields(form, choice.value)
    },
  )
  return (placement: Placement, record: string) => {
    steps = record.split(',')
    open(placement)
  }
}

const agreedOf = (values: Values) => {
  const currency = (values['salary.currency'] ?? '').trim().toUpperCase()
  const amount = values['salary.amount']
  return {
    ...(amount && { salary: { amount: parseMoney(amount, currency), currency } }),
    ...(values.startsOn && { startsOn: values.startsOn }),
  }
}

/** Says at the salary that it cannot be read, before it is sent. */
const checkSalary = (form: HTMLFormElement) => {
  const amount = field(form, 'salary.amount')
  const currency = field(form, 'salary.currency').value.trim().toUpperCase()
  const isWrong = amount.value !== '' && parseMoney(amount.value, currency) === null
  amount.setCustomValidity(isWrong ? 'Write it like 52,000 or 52,000.50.' : '')
}

/** What the buttons of a placement do, wherever under `root` it lies: nothing where nobody may record anything. */
export const handlePlacements = (root: HTMLElement) => {
  if (!document.getElementById('placement-record')) return
  const openRecord = recordDialog()
  const openAgreed = makePlacementDialog(
    'placement-agreed',
    agreedOf,
    (form, { salary, startsOn, joinedOn }) => {
      field(form, 'salary.amount').value = salary ? moneyText(salary.amount, salary.currency) : ''
      field(form, 'salary.currency').value = salary?.currency ?? 'EUR'
      const start = field(form, 'startsOn') as HTMLInputElement
      start.value = startsOn ?? ''
      start.disabled = joinedOn !== null
      form.querySelector<HTMLElement>('[data-part="start"]')!.hidden = joinedOn !== null
      checkSalary(form)
    },
  )
  const salaries = document.querySelector<HTMLFormElement>('#placement-agreed form')!
  salaries.addEventListener('input', () => checkSalary(salaries))
  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLButtonElement>('[data-placement] button')
    if (!button) return
    const placement = JSON.parse(
      button.closest<HTMLElement>('[data-placement]')!.dataset.placement!,
    ) as Placement
    if (button.dataset.record) openRecord(placement, button.dataset.record)
    else openAgreed(placement)
  })
}
