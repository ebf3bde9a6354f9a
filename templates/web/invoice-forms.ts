import { parseMoney } from './amounts.ts'
import { handleForm } from './forms.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

/** An invoice as the page shows it now. */
interface Shown {
  id: string
  version: number
  currency: string
  pay: { amount: string; left: string; today: string }
  credit: { left: string; guarantee: { amount: string; how: string[]; reason: string } | null }
}
export const shownInvoice = () => JSON.parse(document.getElementById('now')!.textContent) as Shown

const amountOf = (typed = '') => {
  const { currency } = shownInvoice()
  return { amount: parseMoney(typed, currency), currency }
}

/** Says at an amount that it cannot be read, before it is sent. */
const checkAmount = (field: HTMLInputElement) => {
  const isWrong = field.value !== '' && amountOf(field.value).amount === null
  field.setCustomValidity(isWrong ? 'Write it like 52,000 or 52,000.50.' : '')
}

interface Plan {
  url: (invoice: Shown) => string
  body: (values: Record<string, string>) => object
  done: string
  /** Puts in what it begins with. */
  open: (form: HTMLFormElement, invoice: Shown) => void
}

/** A dialog with a form. What was typed stays until it was accepted or the dialog is closed. */
const makeDialog = (dialog: HTMLDialogElement, { url, body, done, open }: Plan) => {
  const form = dialog.querySelector('form')!
  const problem = form.querySelector<HTMLElement>('[data-problem]')!
  const amount = form.elements.namedItem('amount.amount') as HTMLInputElement
  amount.addEventListener('input', () => checkAmount(amount))
  handleForm(form, {
    request: values => {
      const invoice = shownInvoice()
      return { url: url(invoice), body: { ...body(values), version: invoice.version } }
    },
    names: { '/amount': 'amount.amount', more_than_left: 'amount.amount' },
    done: async () => {
      dialog.close()
      toast(done, { tone: 'good' })
      await refreshPage()
    },
    refused: ({ code }) => {
      if (code !== 'stale') return false
      problem.textContent =
        'It has changed since you saw it. The page shows how it is now; send it again if it still holds.'
      problem.hidden = false
      void refreshPage()
      return true
    },
  })
  form.querySelector('[data-part="cancel"]')!.addEventListener('click', () => dialog.close())
  return () => {
    form.reset()
    problem.hidden = true
    open(form, shownInvoice())
    checkAmount(amount)
    dialog.showModal()
  }
}

const part = (form: HTMLFormElement, name: string) =>
  form.querySelector<HTMLElement>(`[data-part="${name}"]`)!

/** Only the amount that is chosen is asked for, and the guarantee says how it comes to its own. */
const showKind = (form: HTMLFormElement) => {
  const kind = form.querySelector<HTMLInputElement>('input[name="kind"]:checked')?.value
  const amount = part(form, 'amount')
  amount.hidden = kind !== 'amount'
  amount.querySelector('input')!.disabled = amount.hidden
  part(form, 'how').hidden = kind !== 'guarantee'
}

const openCredit = (form: HTMLFormElement, { credit: { left, guarantee } }: Shown) => {
  form.querySelector<HTMLElement>('[data-kind="guarantee"]')!.hidden = guarantee === null
  part(form, 'guarantee').textContent = guarantee?.amount ?? ''
  part(form, 'how').textContent = guarantee?.how.join('. ') ?? ''
  part(form, 'full').textContent = left
  const first = form.querySelector<HTMLInputElement>(`input[value="${guarantee ? 'guarantee' : 'full'}"]`)!
  first.checked = true
  ;(form.elements.namedItem('reason') as HTMLTextAreaElement).value = guarantee?.reason ?? ''
  showKind(form)
}

/** The dialogs in which a payment is noted and a credit note is issued: each opened with what is left. */
export const makeInvoiceForms = (dialogs: { pay: HTMLDialogElement; credit: HTMLDialogElement }) => {
  const pay = makeDialog(dialogs.pay, {
    url: ({ id }) => `/api/invoices/${id}/payments`,
    body: ({ paidOn, reference = '', ...values }) => ({
      amount: amountOf(values['amount.amount']),
      paidOn,
      ...(reference.trim() && { reference }),
    }),
    done: 'The payment is recorded.',
    open: (form, { pay }) => {
      ;(form.elements.namedItem('amount.amount') as HTMLInputElement).value = pay.amount
      ;(form.elements.namedItem('paidOn') as HTMLInputElement).value = pay.today
      part(form, 'left').textContent = `${pay.left} are left to be paid.`
    },
  })
  const credit = makeDialog(dialogs.credit, {
    url: ({ id }) => `/api/invoices/${id}/credit`,
    body: ({ kind, reason, ...values }) => ({
      kind,
      reason,
      ...(kind === 'amount' && { amount: amountOf(values['amount.amount']) }),
    }),
    done: 'The credit note is issued.',
    open: openCredit,
  })
  dialogs.credit
    .querySelector('form')!
    .addEventListener('change', ({ currentTarget }) => showKind(currentTarget as HTMLFormElement))
  return { pay, credit }
}
