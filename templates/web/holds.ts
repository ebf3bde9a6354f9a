import { remove, send } from './forms.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

/** Not to be reminded of one thing on the list for a while, or at all, and to be reminded of it again. */
export const handleHolds = (list: HTMLElement) => {
  const showError = (form: HTMLFormElement, words: string) => {
    const error = form.querySelector<HTMLElement>('.field-error')
    if (!error) return toast(words, { tone: 'bad' })
    error.textContent = words
    error.hidden = false
    form.querySelector('input')!.setAttribute('aria-invalid', 'true')
    form.querySelector('input')!.focus()
  }

  const act = async (
    form: HTMLFormElement,
    done: string,
    ask: (url: string) => ReturnType<typeof remove>,
  ) => {
    const { rule, subject } = form.closest<HTMLElement>('[data-rule]')!.dataset
    const answer = await ask(`/api/me/waiting/${rule}/${subject}/hold`)
    if (!answer.ok) {
      const { errors, detail } = answer.problem
      return showError(form, errors ? `That time ${errors[0]!.detail}` : detail)
    }
    // Nobody is at work in it any more, so the list may be read anew.
    delete form.dataset.typed
    if (document.activeElement instanceof HTMLElement && form.contains(document.activeElement))
      document.activeElement.blur()
    await refreshPage()
    toast(done, { tone: 'good' })
    for (const place of [`release-${rule}-${subject}`, `hold-${rule}-${subject}`])
      document.getElementById(place)?.focus()
  }
  const hold = (form: HTMLFormElement, until: { local: string } | null) =>
    act(form, until ? 'You are reminded of it then.' : 'You are not reminded of it any more.', url =>
      send('PUT', url, { until }),
    )

  list.addEventListener('click', ({ target }) => {
    const button =
      target instanceof Element && target.closest<HTMLButtonElement>('[data-hold] button[type=button]')
    if (!button) return
    const { until, stop } = button.dataset
    if (until !== undefined) void hold(button.form!, { local: until })
    else if (stop !== undefined) void hold(button.form!, null)
    else void act(button.form!, 'You are reminded of it again.', remove)
  })
  list.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement && target.form) target.form.dataset.typed = ''
  })
  list.addEventListener('submit', event => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const { value } = form.querySelector<HTMLInputElement>('input[name=until]')!
    if (value) void hold(form, { local: value })
    else showError(form, 'Say when.')
  })
}
