import type { Values } from './forms.ts'

const most = 10

const fieldFor = (index: number, isNeeded: boolean) => {
  const field = document.createElement('div')
  field.className = 'field'
  const label = document.createElement('label')
  label.htmlFor = `interview-time-${index}`
  label.textContent = index ? `Or at` : 'At'
  const input = document.createElement('input')
  input.id = `interview-time-${index}`
  input.name = `time.${index}`
  input.type = 'datetime-local'
  input.required = isNeeded && index === 0
  field.append(label, input)
  return field
}

/** The times of the form: one, or several to choose from. */
export const makeTimeFields = (dialog: HTMLDialogElement) => {
  const place = dialog.querySelector<HTMLElement>('[data-part="times"]')!
  const more = dialog.querySelector<HTMLButtonElement>('[data-part="more"]')!
  const inputs = () => [...place.querySelectorAll('input')]

  const add = (isNeeded = false) => {
    place.append(fieldFor(inputs().length, isNeeded))
    more.disabled = inputs().length >= most
    return inputs().at(-1)!
  }
  more.addEventListener('click', () => add().focus())

  return {
    /** Which field an error of the API is about. */
    names: Object.fromEntries([
      ['/startsAt', 'time.0'],
      ['/startsAt/local', 'time.0'],
      ['/startsAt/zone', 'zone'],
      ['/slots', 'time.0'],
      ...Array.from({ length: most }, (_, index) => [`/slots/${index}`, `time.${index}`]),
    ]) as Record<string, string>,
    /** What was given. The fields close up where one was left empty, so that an error stands at the field it is about. */
    values: (values: Values) => {
      const given = inputs().flatMap(({ name }) => values[name] || [])
      for (const [index, input] of inputs().entries()) input.value = given[index] ?? ''
      return given
    },
    reset: (local: string, { isNeeded }: { isNeeded: boolean }) => {
      place.replaceChildren()
      add(isNeeded).value = local
    },
    /** Puts a time into the first field that is empty, or into a new one. */
    put: (local: string) => {
      const field = inputs().find(({ value }) => !value) ?? (more.hidden ? inputs()[0]! : add())
      field.value = local
      field.focus()
    },
  }
}
