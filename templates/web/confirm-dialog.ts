interface Question {
  title: string
  words: string
  confirm: string
  tone: 'primary' | 'danger'
  /** Does it; what it returns is said in the dialog, which stays open. */
  submit(): Promise<string | null>
}

/** Asks before something that is not easily taken back. */
export const makeConfirmDialog = (dialog: HTMLDialogElement) => {
  const part = (name: string) => dialog.querySelector<HTMLElement>(`[data-part="${name}"]`)!
  const confirm = part('confirm') as HTMLButtonElement
  const error = part('error')
  let question: Question | null = null

  const submit = async () => {
    const asked = question
    if (!asked) return
    confirm.disabled = true
    const refusal = await asked.submit()
    confirm.disabled = false
    if (question !== asked) return
    error.textContent = refusal
    error.hidden = !refusal
    if (!refusal) dialog.close()
  }

  confirm.addEventListener('click', () => void submit())
  part('cancel').addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => (question = null))

  return {
    ask: (next: Question) => {
      question = next
      part('title').textContent = next.title
      part('words').textContent = next.words
      confirm.textContent = next.confirm
      confirm.className = `button ${next.tone}`
      confirm.disabled = false
      error.hidden = true
      dialog.showModal()
    },
  }
}
