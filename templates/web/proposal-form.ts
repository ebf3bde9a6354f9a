import type { Terms } from '../../db/tables.ts'
import type { Proposal } from '../../realtime/apply.ts'
import { moneyText, parseMoney, parsePercent, percentText } from './amounts.ts'
import { handleForm, type Values } from './forms.ts'

/** Where the next proposal goes: a round of its own, or the answer to one. */
export interface Aim {
  url: string
  title: string
  confirm: string
  /** What the fields begin with: the terms that are answered. */
  terms: Terms | null
}

const currencyOf = (values: Values, name: string) => (values[name] ?? '').trim().toUpperCase()
const wholeOf = (values: Values, name: string) => Number(values[name])

/** The end of that day where its reader is. */
const endOf = (day: string) => new Date(`${day}T23:59:59`).toISOString()

const offerOf = (values: Values) => {
  const currency = currencyOf(values, 'terms.salary.currency')
  const note = values['terms.note']?.trim()
  return {
    salary: { amount: parseMoney(values['terms.salary.amount'] ?? '', currency), currency },
    startsOn: values['terms.startsOn'],
    ...(note && { note }),
  }
}

const serviceTermsOf = (values: Values) => {
  const currency = currencyOf(values, 'terms.currency')
  return {
    fee:
      values.fee === 'fixed'
        ? { amount: parseMoney(values['terms.fee.amount'] ?? '', currency), currency }
        : { basisPoints: parsePercent(values['terms.fee.basisPoints'] ?? '') },
    currency,
    paymentDays: wholeOf(values, 'terms.paymentDays'),
    invoiceDelayDays: wholeOf(values, 'terms.invoiceDelayDays'),
    guaranteeDays: wholeOf(values, 'terms.guaranteeDays'),
    rebate: values['terms.rebate'],
  }
}

/** The form's values for these terms, by the names of its fields. */
const valuesOf = (terms: Terms): Values =>
  'salary' in terms
    ? {
        'terms.salary.amount': moneyText(terms.salary.amount, terms.salary.currency),
        'terms.salary.currency': terms.salary.currency,
        'terms.startsOn': terms.startsOn,
        'terms.note': terms.note ?? '',
      }
    : {
        fee: 'basisPoints' in terms.fee ? 'percent' : 'fixed',
        'terms.fee.basisPoints': 'basisPoints' in terms.fee ? percentText(terms.fee.basisPoints) : '',
        'terms.fee.amount': 'amount' in terms.fee ? moneyText(terms.fee.amount, terms.currency) : '',
        'terms.currency': terms.currency,
        'terms.paymentDays': String(terms.paymentDays),
        'terms.invoiceDelayDays': String(terms.invoiceDelayDays),
        'terms.guaranteeDays': String(terms.guaranteeDays),
        'terms.rebate': terms.rebate,
      }

const fill = (form: HTMLFormElement, values: Values) => {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name)
    if (field && 'value' in field) field.value = value
  }
}

/** Only the fee that is chosen is asked for. */
const showFee = (form: HTMLFormElement) => {
  const chosen = form.querySelector<HTMLInputElement>('input[name="fee"]:checked')?.value
  for (const field of form.querySelectorAll<HTMLElement>('[data-fee]')) {
    field.hidden = field.dataset.fee !== chosen
    field.querySelector('input')!.disabled = field.hidden
  }
}

/** Says at an amount that it cannot be read, before it is sent. */
const checkAmounts = (form: HTMLFormElement) => {
  const currency = form.querySelector<HTMLInputElement>('[data-currency]')!.value.trim().toUpperCase()
  for (const field of form.querySelectorAll<HTMLInputElement>('[data-amount]')) {
    const isMoney = field.dataset.amount === 'money'
    const amount = isMoney ? parseMoney(field.value, currency) : parsePercent(field.value)
    const example = isMoney ? '52,000 or 52,000.50' : '20 or 17.5'
    field.setCustomValidity(field.value && amount === null ? `Write it like ${example}.` : '')
  }
}

export const overtakenWords =
  'Meanwhile another proposal, or another answer, has come. The page shows how it stands now.'

/**
 * The dialog in which a proposal is written. What was typed stays until it was accepted or the dialog is closed; `done`
 * is called with the proposal that it made, and `overtaken` when another one lies on the table by then.
 */
export const makeProposalForm = (
  dialog: HTMLDialogElement,
  { done, overtaken }: { done(made: Proposal): void; overtaken(): void },
) => {
  const form = dialog.querySelector('form')!
  const isOffer = form.dataset.kind === 'employment_offer'
  const problem = form.querySelector<HTMLElement>('[data-problem]')!
  let aim: Aim | null = null

  handleForm<Proposal>(form, {
    request: values => {
      const text = values.text?.trim()
      return {
        url: aim!.url,
        body: {
          terms: isOffer ? offerOf(values) : serviceTermsOf(values),
          ...(text && { text }),
          ...(values.expiresAt && { expiresAt: endOf(values.expiresAt) }),
        },
      }
    },
    names: { '/terms/fee/currency': 'terms.currency', '/terms/fee': 'terms.fee.basisPoints' },
    done: made => {
      dialog.close()
      done(made)
    },
    refused: ({ code }) => {
      if (code !== 'proposal_closed' && code !== 'proposal_open') return false
      problem.textContent = overtakenWords
      problem.hidden = false
      overtaken()
      return true
    },
  })
  form.addEventListener('input', () => {
    showFee(form)
    checkAmounts(form)
  })
  dialog.querySelector('[data-part="cancel"]')!.addEventListener('click', () => dialog.close())

  return {
    open: (next: Aim) => {
      aim = next
      form.reset()
      if (next.terms) fill(form, valuesOf(next.terms))
      showFee(form)
      checkAmounts(form)
      dialog.querySelector('[data-part="title"]')!.textContent = next.title
      dialog.querySelector('[data-part="confirm"]')!.textContent = next.confirm
      problem.hidden = true
      dialog.showModal()
    },
  }
}
