import type { makeConfirmDialog } from './confirm-dialog.ts'
import { handleForm, remove } from './forms.ts'
import { toast } from './toast.ts'

interface Parts {
  jobId: string
  confirms: ReturnType<typeof makeConfirmDialog>
  /** Reads the page again. */
  look(): Promise<void>
}

const lookEveryMs = 30_000

/** Making, handing on and revoking the links that need no account, where the page offers it. */
export const useLinks = (root: HTMLElement, { jobId, confirms, look }: Parts) => {
  const form = document.querySelector<HTMLFormElement>('#link-form')
  const dialog = document.getElementById('new-link') as HTMLDialogElement
  const address = dialog.querySelector<HTMLInputElement>('#new-link-url')!

  const copy = async () => {
    const copied = await navigator.clipboard.writeText(address.value).then(
      () => true,
      () => false,
    )
    if (copied) return toast('The link is copied.', { tone: 'good' })
    address.select()
    return toast('It could not be copied by itself: it is selected, so copy it by hand.', { tone: 'bad' })
  }
  dialog.querySelector('[data-part="copy"]')!.addEventListener('click', () => void copy())
  dialog.querySelector('[data-part="close"]')!.addEventListener('click', () => dialog.close())
  // Shown this once: nothing of it stays in the page.
  dialog.addEventListener('close', () => (address.value = ''))

  if (form)
    handleForm<{ url: string; for: { name: string } }>(form, {
      request: ({ forId, days }) => ({
        url: `/api/jobs/${jobId}/shortlist-links`,
        body: { forId, days: Number(days) },
      }),
      done: link => {
        address.value = link.url
        dialog.querySelector('[data-part="for"]')!.textContent = link.for.name
        dialog.showModal()
        address.select()
        void look()
      },
    })

  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLElement>('[data-revoke]')
    if (!button) return
    const { revoke: id, for: name } = button.dataset
    confirms.ask({
      title: `Revoke the link of ${name}?`,
      words: 'It stops working at once, also where it is open now.',
      confirm: 'Revoke',
      tone: 'danger',
      submit: async () => {
        const answer = await remove(`/api/shortlist-links/${id}`)
        await look()
        return answer.ok ? null : answer.problem.detail
      },
    })
  })

  // That somebody has looked is no event: it is read again while the page is looked at.
  if (document.getElementById('links')) setInterval(() => document.hidden || void look(), lookEveryMs)
}
