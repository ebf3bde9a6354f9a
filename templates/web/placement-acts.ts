import type { ProblemBody } from '../../server/errors.ts'
import { moneyText, parseMoney } from './amounts.ts'
import { now } from './clock.ts'
import { handleForm, type Values } from './forms.ts'
import { refreshPage } from './refresh.ts'

/** A placement as its buttons name it. */
interface Placement {
  id: string
  version: number
  name: string
  startsOn: string | null
  joinedOn: string | null
  salary: { amount: number; currency: string } | null
}

const words: Record<string, { title(name: string): string; choice: string }> = {
  joined: { title: name => `${name} has joined`, choice: 'Joined on another day' },
  postponed: { title: name => `${name} starts later`, choice: 'Starts later' },
  fell_through: { title: name => `${name} did not start`, choice: 'Did not start' },
  left: { title: name => `${name} has left`, choice: 'Left' },
}

const staleWords = 'It has changed since you saw it. This is how it is now; do it again if it still holds.'

/** Today, by the calendar of whoever sits here. */
const today = () => {
  const at = now()
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

const field = (form: HTMLFormElement, name: string) =>
  form.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Shows the fields that belong to what happened, and asks for no others. */
const showFields = (form: HTMLFormElement, status: string) => {
  for (const part of form.querySelectorAll<HTMLElement>('[data-with]')) {
    const isOut = !part.dataset.with!.split(' ').includes(status)
    part.hidden = isOut
    for (const input of part.querySelectorAll<HTMLInputElement>('input, textarea')) input.disabled = isOut
  }
  field(form, 'reason').toggleAttribute('required', status !== 'postponed')
}

/** A dialog that changes a placement: `body` says what is sent of the form's values. */
const makeDialog = (
  id: string,
  body: (values: Values) => object,
  fill: (form: HTMLFormElement, placement: Placement) => void,
) => {
  const dialog = document.getElementById(id) as HTMLDialogElement
  const form = dialog.querySelector('form')!
  const problem = form.querySelector<HTMLElement>('[data-problem]')!
  let of: Placement | null = null

  handleForm(form, {
    request: values => ({
      method: 'PATCH',
      url: `/api/placements/${of!.id}`,
      body: { ...body(values), version: of!.version },
    }),
    names: { '/salary': 'salary.amount' },
    done: async () => {
      dialog.close()
      await refreshPage()
    },
    refused: ({ code, current }: ProblemBody) => {
      if (code !== 'stale') return false
      of!.version = (current as Placement).version
      problem.textContent = staleWords
      problem.hidden = false
      void refreshPage()
      return true
    },
  })
  dialog.querySelector('[data-part="cancel"]')!.addEventListener('click', () => dialog.close())
  return (placement: Placement) => {
    of = placement
    form.reset()
    problem.hidden = true
    fill(form, placement)
    dialog.showModal()
  }
}

const recordDialog = () => {
  let steps: string[] = []
  const show = (form: HTMLFormElement) => showFields(form, field(form, 'status').value)
  const open = makeDialog(
    'placement-record',
    ({ reason = '', ...values }) => ({ ...values, ...(reason.trim() && { reason: reason.trim() }) }),
    (form, { name, startsOn, joinedOn }) => {
      const choice = field(form, 'status') as HTMLSelectElement
      choice.replaceChildren(...steps.map(step => new Option(words[step]!.choice, step)))
      form.querySelector<HTMLElement>('[data-part="choice"]')!.hidden = steps.length === 1
      const isPast = startsOn !== null && startsOn <= today()
      field(form, 'joinedOn').value = joinedOn ?? (isPast ? startsOn : today())
      field(form, 'leftOn').value = today()
      const title = steps.length === 1 ? words[steps[0]!]!.title(name) : `Correct: ${name} has joined`
      document.getElementById('placement-record-title')!.textContent = title
      choice.onchange = () => show(form)
      show(form)
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

/** What the buttons of a placement do, wherever under `root` it lies: nothing where nobody may record anything. */
export const handlePlacements = (root: HTMLElement) => {
  if (!document.getElementById('placement-record')) return
  const openRecord = recordDialog()
  const openAgreed = makeDialog('placement-agreed', agreedOf, (form, { salary, startsOn, joinedOn }) => {
    field(form, 'salary.amount').value = salary ? moneyText(salary.amount, salary.currency) : ''
    field(form, 'salary.currency').value = salary?.currency ?? 'EUR'
    const start = field(form, 'startsOn') as HTMLInputElement
    start.value = startsOn ?? ''
    start.disabled = joinedOn !== null
    form.querySelector<HTMLElement>('[data-part="start"]')!.hidden = joinedOn !== null
  })
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
