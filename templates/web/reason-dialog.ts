interface Question {
  /** “Reject Jonas Weber” */
  title: string
  confirm: string
  /** It may be left empty. */
  optional?: boolean
  /** Does it; what it returns is said in the dialog, which stays open with what was typed. */
  submit(reason: string): Promise<string | null>
}

/**
 * Asks for the reason of a rejection. Whatever happens, what was typed stays until it was accepted or the person closes
 * the dialog.
 */
export const makeReasonDialog = (dialog: HTMLDialogElement) => {
  const form = dialog.querySelector('form')!
  const text = dialog.querySelector('textarea')!
  const error = dialog.querySelector<HTMLElement>('.field-error')!
  const confirm = dialog.querySelector<HTMLButtonElement>('[data-part="confirm"]')!
  let question: Question | null = null

  const showError = (words: string) => {
    error.textContent = words
    error.hidden = !words
    text.setAttribute('aria-invalid', String(Boolean(words)))
    if (words) text.focus()
  }

  const submit = async () => {
    const asked = question
    const reason = text.value.trim()
    if (!asked || confirm.disabled) return
    if (!reason && !asked.optional) return showError('Write why, for those who look at this later.')
    confirm.disabled = true
    showError('')
    const refusal = await asked.submit(reason)
    confirm.disabled = false
    if (question !== asked) return
    if (refusal) return showError(refusal)
    text.value = ''
    dialog.close()
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    void submit()
  })
  text.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
  })
  dialog.querySelector('[data-part="cancel"]')!.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => (question = null))

  return {
    ask: (next: Question) => {
      question = next
      dialog.querySelector('[data-part="title"]')!.textContent = next.title
      confirm.textContent = next.confirm
      confirm.disabled = false
      text.value = ''
      showError('')
      dialog.showModal()
    },
  }
}
