import { filledIn, handleForm, post } from './forms.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

interface Answered {
  application: { id: string } | null
}

/** A candidate says yes or no to being put forward. A yes leads to the application that it made. */
export const useSubmissionAnswers = () => {
  const dialog = document.querySelector<HTMLDialogElement>('#decline')!
  const form = document.querySelector<HTMLFormElement>('#decline-form')!
  let declining: DOMStringMap = {}

  const accept = async (button: HTMLButtonElement) => {
    if (button.ariaDisabled === 'true') return
    // Not `disabled`: that would take the focus away from who pressed it.
    button.ariaDisabled = 'true'
    const answer = await post<Answered>(`/api/submissions/${button.dataset.accept}/accept`)
    if (answer.ok) return location.assign(`/applications/${answer.data.application?.id}`)
    button.ariaDisabled = 'false'
    toast(answer.problem.detail, { tone: 'bad' })
    await refreshPage()
  }

  const ask = (about: DOMStringMap) => {
    declining = { ...about }
    dialog.querySelector('[data-part="by"]')!.textContent = about.by ?? ''
    dialog.querySelector('[data-part="title"]')!.textContent = about.title ?? ''
    dialog.showModal()
  }

  handleForm(form, {
    request: values => ({ url: `/api/submissions/${declining.decline}/decline`, body: filledIn(values) }),
    done: async () => {
      dialog.close()
      form.reset()
      toast(`You are not put forward for “${declining.title}”.`)
      await refreshPage()
      document.querySelector<HTMLElement>('h1')?.focus()
    },
  })

  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null
    if (button?.dataset.accept) void accept(button)
    if (button?.dataset.decline) ask(button.dataset)
    if (button && 'close' in button.dataset) dialog.close()
  })
}
