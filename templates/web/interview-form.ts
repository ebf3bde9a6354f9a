import { handleForm, type Values } from './forms.ts'
import { makeFreeTimes } from './interview-free.ts'
import { makeTimeFields } from './interview-times.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

/** What the form begins with, of an interview that is changed. */
interface Given {
  id: string
  version: number
  title: string
  minutes: number
  zone: string
  panel: string[]
  location: string
  videoUrl: string
  note: string
  /** Its start on the clocks of its zone; empty while it has none. */
  local: string
}

const texts = ['title', 'minutes', 'zone', 'location', 'videoUrl', 'note'] as const

/** The dialog in which an interview is arranged or changed. What was typed stays until it was accepted. */
export const makeInterviewForm = (
  dialog: HTMLDialogElement,
  { applicationId }: { applicationId: string },
) => {
  const form = dialog.querySelector('form')!
  const part = (name: string) => dialog.querySelector<HTMLElement>(`[data-part="${name}"]`)!
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement
  const panelists = [...form.querySelectorAll<HTMLInputElement>('[data-panelist]')]
  const times = makeTimeFields(dialog)
  const chosen = () => panelists.filter(({ checked }) => checked).map(({ dataset }) => dataset.panelist!)
  let given: Given | null = null

  makeFreeTimes(dialog, {
    applicationId,
    asked: () => ({ panel: chosen(), minutes: field('minutes').value, zone: field('zone').value }),
    use: local => times.put(local),
  })

  const startOf = (local: string, { zone, which }: Values) => ({
    local,
    zone,
    ...(!part('which').hidden && { which }),
  })

  /** Only what is another time is sent as one: what stays stays, on whichever clock. */
  const timeOf = (values: Values) => {
    const locals = times.values(values)
    const isSame = given?.local === locals[0] && given?.zone === values.zone && part('which').hidden
    if (given) return locals[0] && !isSame ? { startsAt: startOf(locals[0], values) } : {}
    if (locals.length === 1) return { startsAt: startOf(locals[0]!, values) }
    return { slots: locals.map(local => startOf(local, values)) }
  }

  /** What was left empty is left out; of an interview that is changed it is taken out. */
  const optional = (values: Values) => {
    const filled = (name: string) => values[name]!.trim() || (given ? null : undefined)
    return { location: filled('location'), videoUrl: filled('videoUrl'), note: filled('note') }
  }

  handleForm(form, {
    request: values => ({
      method: given ? 'PATCH' : 'POST',
      url: given ? `/api/interviews/${given.id}` : `/api/applications/${applicationId}/interviews`,
      body: {
        ...(given && { version: given.version }),
        title: values.title,
        minutes: Number(values.minutes),
        zone: values.zone,
        panel: chosen(),
        ...optional(values),
        ...timeOf(values),
      },
    }),
    names: { ...times.names, '/panel': panelists[0]?.name ?? 'title' },
    done: async () => {
      dialog.close()
      toast(given ? 'The interview was changed.' : 'The interview is arranged.', { tone: 'good' })
      await refreshPage()
    },
    refused: ({ code, errors }) => {
      // The same hour comes twice that night: from now on the form asks which.
      if (errors?.some(({ detail }) => detail.includes('comes twice'))) part('which').hidden = false
      if (code === 'stale') void refreshPage()
      return false
    },
  })
  part('cancel').addEventListener('click', () => dialog.close())

  return {
    open: (json: string | null) => {
      form.reset()
      given = json === null ? null : (JSON.parse(json) as Given)
      part('title').textContent = given ? 'Change the interview' : 'Arrange an interview'
      part('confirm').textContent = given ? 'Save the change' : 'Arrange it'
      part('which').hidden = true
      part('more').hidden = part('times-hint').hidden = given !== null
      form.querySelector<HTMLElement>('[data-problem]')!.hidden = true
      times.reset(given?.local ?? '', { isNeeded: given === null })
      if (given) for (const name of texts) field(name).value = String(given[name])
      for (const box of panelists) box.checked = given?.panel.includes(box.dataset.panelist!) ?? false
      dialog.showModal()
    },
  }
}
