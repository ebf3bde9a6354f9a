import type { makeConfirmDialog } from './confirm-dialog.ts'
import { post } from './forms.ts'
import type { makeReasonDialog } from './reason-dialog.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

interface Means {
  reasons: ReturnType<typeof makeReasonDialog>
  confirms: ReturnType<typeof makeConfirmDialog>
  /** Opens the form; where there is none nothing is made or changed. */
  openForm?: (given: string | null) => void
}

/** Sends an act; returns why it was refused, in words, or null. */
const send = async (id: string, verb: string, body: object = {}) => {
  const answer = await post(`/api/interviews/${id}/${verb}`, body)
  if (answer.ok || answer.problem.status === 409) await refreshPage()
  return answer.ok ? null : answer.problem.detail
}

/** What the buttons of an interview do, wherever under `root` it lies. */
export const handleInterviews = (root: HTMLElement, { reasons, confirms, openForm }: Means) => {
  const sendAndSay = async (button: HTMLButtonElement, verb: string, body?: object) => {
    button.disabled = true
    const refusal = await send(button.dataset.of!, verb, body)
    button.disabled = false
    if (refusal) toast(refusal, { tone: 'bad' })
  }
  const acts: Record<string, (button: HTMLButtonElement) => void> = {
    make: () => openForm?.(null),
    edit: button => openForm?.(button.dataset.form!),
    accept: button => void sendAndSay(button, 'accept'),
    choose: button => void sendAndSay(button, 'choose', { slotId: button.dataset.slot }),
    complete: button => void sendAndSay(button, 'complete'),
    'no-show': ({ dataset: { of } }) =>
      confirms.ask({
        title: 'Did nobody come?',
        words: 'Another interview has to be arranged then.',
        confirm: 'Nobody came',
        tone: 'danger',
        submit: () => send(of!, 'no-show'),
      }),
    decline: ({ dataset: { of, title } }) =>
      reasons.ask({
        title: `I cannot come: ${title}`,
        confirm: 'I cannot come',
        optional: true,
        submit: reason => send(of!, 'decline', { ...(reason && { reason }) }),
      }),
    cancel: ({ dataset: { of, title } }) =>
      reasons.ask({
        title: `Cancel: ${title}`,
        confirm: 'Cancel the interview',
        submit: reason => send(of!, 'cancel', { reason }),
      }),
  }
  root.addEventListener('click', ({ target }) => {
    const button =
      target instanceof Element && target.closest<HTMLButtonElement>('button[data-interview-act]')
    if (button) acts[button.dataset.interviewAct!]?.(button)
  })
}
