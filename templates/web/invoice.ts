import { followApplications } from './follow-applications.ts'
import { post } from './forms.ts'
import { makeInvoiceForms, shownInvoice } from './invoice-forms.ts'
import { makeReasonDialog } from './reason-dialog.ts'
import { refreshPage } from './refresh.ts'
import { showClosed } from './rights.ts'
import { toast } from './toast.ts'

/** One invoice: its sums and what happened to it, kept live, and what its reader may do with it. */

const dialog = (id: string) => document.getElementById(id) as HTMLDialogElement
const root = document.querySelector<HTMLElement>('.invoice-page')!
const said = document.getElementById('said')!
const reasons = makeReasonDialog(dialog('invoice-reason'))
const forms = makeInvoiceForms({ pay: dialog('pay'), credit: dialog('credit') })

const look = async () => {
  const before = shownInvoice().version
  await refreshPage()
  if (shownInvoice().version !== before) said.textContent = 'The invoice has changed.'
}
followApplications(envelope => {
  if (!envelope) showClosed(root)
  else if (/^(invoice|placement)\./.test(envelope.type)) void look()
})()
document.addEventListener('visibilitychange', () => document.hidden || void look())

/** Does it; returns why it was refused, in words, or null. */
const act = async (url: string, body: object, done: string) => {
  const answer = await post(url, body)
  if (!answer.ok && answer.problem.code !== 'stale') return answer.problem.detail
  await refreshPage()
  if (!answer.ok)
    return 'It has changed since you saw it. This is how it is now; do it again if it still holds.'
  toast(done, { tone: 'good' })
  return null
}
const askReason = (
  words: { title: string; confirm: string; hint: string; label?: string; optional?: boolean },
  submit: (reason: string) => Promise<string | null>,
) => {
  const { label = 'Reason', hint, optional = false } = words
  const part = (name: string) => dialog('invoice-reason').querySelector<HTMLElement>(`[data-part="${name}"]`)!
  part('label').textContent = label
  part('hint').textContent = hint
  part('confirm').classList.toggle('danger', !optional)
  part('confirm').classList.toggle('primary', optional)
  dialog('invoice-reason').querySelector('textarea')!.required = !optional
  reasons.ask({ ...words, submit })
}

const acts: Record<string, (button: HTMLElement) => void> = {
  pay: forms.pay,
  credit: forms.credit,
  dispute: () =>
    askReason(
      {
        title: 'Dispute this invoice',
        confirm: 'Dispute it',
        hint: 'Who issued it reads why. Nobody is reminded of it until that is resolved.',
      },
      reason => {
        const { id, version } = shownInvoice()
        return act(`/api/invoices/${id}/dispute`, { reason, version }, 'The invoice is disputed.')
      },
    ),
  resolve: () =>
    askReason(
      {
        title: 'Is the dispute over?',
        confirm: 'It is over',
        label: 'How it was settled (optional)',
        hint: 'Both companies read it. From then on reminders of this invoice go out again.',
        optional: true,
      },
      resolution => {
        const { id, version } = shownInvoice()
        const body = { version, ...(resolution && { resolution }) }
        return act(`/api/invoices/${id}/resolve`, body, 'The dispute is over.')
      },
    ),
  reverse: ({ dataset: { payment, amount } }) =>
    askReason(
      {
        title: `Take back the payment of ${amount}`,
        confirm: 'Take it back',
        hint: 'It stays on record, and does not count any more. The client does not read why.',
      },
      reason => act(`/api/payments/${payment}/reverse`, { reason }, 'The payment does not count any more.'),
    ),
}
root.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest<HTMLElement>('button[data-act]')
  if (button) acts[button.dataset.act!]?.(button)
})
