import { handleForm, post, type Values } from './forms.ts'
import { timeElement } from './times.ts'
import { toast } from './toast.ts'

/** How a company reminds: its rules as fields, and what they would have sent, while they are typed. */

interface Sides {
  present: { reminders: number; escalations: number }
  proposed: { reminders: number; escalations: number }
}
interface Preview {
  total: Sides
  rules: (Sides & { rule: string })[]
  examples: { rule: string; name: string; job: string | null; at: string; step: number }[]
}

const form = document.getElementById('reminder-settings') as HTMLFormElement
const url = `/api/companies/${form.dataset.company}/reminder-settings`
const said = document.getElementById('preview')!
const examples = document.getElementById('examples')!
const rows = [...form.querySelectorAll<HTMLElement>('[data-rule]')]
const typedMs = 400

const inputs = (row: HTMLElement) => [...row.querySelectorAll<HTMLInputElement>('input')]
const titleOf = (rule: string) =>
  rows.find(row => row.dataset.rule === rule)?.querySelector('h2')?.textContent ?? rule

/** The rules that are not as we have them, in the order of the page. */
const settingsOf = (values: Values) =>
  rows.flatMap(row => {
    const rule = row.dataset.rule!
    const number = (field: string) => {
      const typed = values[`${rule}.${field}`]?.trim()
      return typed ? { [field]: Number(typed) } : {}
    }
    const own = { ...number('firstHours'), ...number('everyHours'), ...number('most') }
    const off = values[`${rule}.off`] === 'on' && { off: true }
    return off || Object.keys(own).length ? [{ rule, ...own, ...off }] : []
  })

const valuesNow = () =>
  Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

const reminders = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'reminder' : 'reminders'}`

/** `3 reminders instead of 7`, or `7 reminders` where it is as many. */
const insteadWords = ({ present, proposed }: Sides) =>
  proposed.reminders === present.reminders
    ? reminders(present.reminders)
    : `${reminders(proposed.reminders)} instead of ${present.reminders.toLocaleString('en')}`

const showCounts = ({ rules }: Preview) => {
  for (const { rule, present, proposed } of rules) {
    const place = rows.find(row => row.dataset.rule === rule)?.querySelector('[data-part="out"]')
    if (!place) continue
    const others = proposed.escalations ? `, ${proposed.escalations} went on to others` : ''
    place.textContent = `${insteadWords({ present, proposed })} in the last 30 days${others}`
  }
}

const cell = (...content: (string | Node)[]) => {
  const element = document.createElement('td')
  element.append(...content)
  return element
}

const showExamples = ({ examples: lines }: Preview) => {
  examples.hidden = !lines.length
  examples.querySelector('[data-part="examples"]')!.replaceChildren(
    ...lines.map(({ rule, name, job, at, step }) => {
      const line = document.createElement('tr')
      line.append(
        cell(step === 0 ? `Others, after ${name}` : name),
        cell(step === 0 ? titleOf(rule) : `${titleOf(rule)} (${step})`),
        cell(job ?? ''),
        cell(timeElement(at)),
      )
      return line
    }),
  )
}

let asked = 0
/** What these would have sent. An answer to an earlier question is not shown. */
const preview = async () => {
  const mine = (asked += 1)
  const answer = await post<Preview>(`${url}/preview`, { settings: settingsOf(valuesNow()) })
  if (mine !== asked) return
  if (!answer.ok) {
    said.textContent =
      answer.problem.status === 400 ? 'These settings cannot be: see the fields.' : answer.problem.detail
    return
  }
  said.textContent = `With these settings ${insteadWords(answer.data.total)} would have gone out in the last 30 days.`
  showCounts(answer.data)
  showExamples(answer.data)
}

let timer: ReturnType<typeof setTimeout> | undefined
const previewSoon = () => {
  clearTimeout(timer)
  timer = setTimeout(() => void preview(), typedMs)
}

const empty = (row: HTMLElement) => {
  for (const input of inputs(row)) {
    if (input.type === 'checkbox') input.checked = false
    else input.value = ''
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** The API names a mistake by the place of its rule among those that were sent. */
const names: Record<string, string> = {}

handleForm(form, {
  request: values => {
    const settings = settingsOf(values)
    for (const [index, { rule }] of settings.entries())
      for (const field of ['firstHours', 'everyHours', 'most', 'off'])
        names[`/settings/${index}/${field}`] = `${rule}.${field}`
    return { method: 'PUT', url, body: { settings } }
  },
  names,
  done: async () => {
    toast('Saved. Reminders follow these settings from now on.', { tone: 'good' })
    await preview()
  },
})
form.addEventListener('input', previewSoon)
form.addEventListener('click', ({ target }) => {
  const button =
    target instanceof Element && target.closest<HTMLButtonElement>('button[data-usual], #all-usual')
  if (!button) return
  for (const row of rows) if (button.id === 'all-usual' || row.contains(button)) empty(row)
})
void preview()
