import type { ProblemBody } from '../../server/errors.ts'
import { handleForm, type Values } from './forms.ts'
import { refreshPage } from './refresh.ts'

/** A placement as its buttons name it. */
export interface Placement {
  id: string
  version: number
  name: string
  startsOn: string | null
  joinedOn: string | null
  leftOn: string | null
  reason: string | null
  salary: { amount: number; currency: string } | null
}

const staleWords = 'It has changed since you saw it. This is how it is now; do it again if it still holds.'

export const field = (form: HTMLFormElement, name: string) =>
  form.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** A dialog that changes a placement: `body` says what is sent of the form's values. */
export const makePlacementDialog = (
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
