import type { ProblemBody } from '../../server/errors.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
export type Values = Record<string, string>

export type Answer<Data> = { ok: true; data: Data } | { ok: false; problem: ProblemBody }

const unreachable: ProblemBody = {
  type: 'about:blank',
  title: 'Not sent',
  status: 0,
  code: 'unreachable',
  detail: 'The server did not answer, so nothing was done. Look at your connection, and try again.',
}

export const send = async <Data>(method: string, url: string, body: object): Promise<Answer<Data>> => {
  const sent = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(url, sent).catch(() => null)
  if (!response) return { ok: false, problem: unreachable }
  const requestId = response.headers.get('x-request-id')
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  const content = isJson ? ((await response.json()) as unknown) : null
  if (response.ok) return { ok: true, data: content as Data }
  const problem = {
    ...unreachable,
    detail: 'That did not work.',
    ...(content as Partial<ProblemBody> | null),
  }
  // What is our fault is asked about by the id of its request.
  const detail = response.status >= 500 ? `${problem.detail} (Request ${requestId})` : problem.detail
  return { ok: false, problem: { ...problem, detail, status: response.status } }
}

/** One request to the API, from a page of its own origin: what it answered, or its problem in words. */
export const post = <Data>(url: string, body: object = {}) => send<Data>('POST', url, body)
export const remove = (url: string) => send<undefined>('DELETE', url, {})

/** The values without the fields that were left empty, which the API wants left out. */
export const filledIn = (values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))

interface Plan<Data> {
  /** What is sent where. The keys of the body are the form's own names, unless `names` says otherwise. */
  request(values: Values): { url: string; body: object; method?: 'POST' | 'PUT' | 'PATCH' }
  /**
   * The API's name for a field, as a JSON pointer, to the form's: `{ '/phoneNumber': 'identifier' }`. Or the code of a
   * refusal that belongs to a field: `{ more_than_left: 'amount.amount' }`.
   */
  names?: Record<string, string>
  done(data: Data, values: Values): void | Promise<void>
  /** For a refusal that this form answers in its own way: true when it did. */
  refused?(problem: ProblemBody, values: Values): boolean
}

const fieldsOf = (form: HTMLFormElement) =>
  [...form.elements].filter(
    (element): element is Field =>
      element.matches('input, textarea, select') &&
      !(element as Field).disabled &&
      (element as Field).name !== '',
  )

const holderOf = (field: Field) => field.closest<HTMLElement>('.field')

const clearError = (field: Field) => {
  const error = document.getElementById(`${field.id}-error`)
  if (!error) return
  error.remove()
  field.removeAttribute('aria-invalid')
  const described = (field.getAttribute('aria-describedby') ?? '').split(' ').filter(id => id !== error.id)
  if (described.join('')) field.setAttribute('aria-describedby', described.join(' '))
  else field.removeAttribute('aria-describedby')
}

const showError = (field: Field, words: string) => {
  clearError(field)
  const error = document.createElement('p')
  error.className = 'field-error'
  error.id = `${field.id}-error`
  error.textContent = words.charAt(0).toLocaleUpperCase() + words.slice(1)
  holderOf(field)?.append(error)
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', `${error.id} ${field.getAttribute('aria-describedby') ?? ''}`.trim())
}

const showProblem = (form: HTMLFormElement, words: string | null) => {
  const place = form.querySelector<HTMLElement>('[data-problem]')
  if (!place) return
  place.hidden = words === null
  place.textContent = words
}

/** What the browser finds wrong with a field, said at the field. True when nothing is. */
const check = (field: Field) => {
  const { valid, valueMissing } = field.validity
  if (!valid) showError(field, valueMissing ? 'This is needed.' : field.validationMessage)
  return valid
}

/** Puts each error at its field, what belongs to none above the form, and the focus on the first. */
const showRefusal = (form: HTMLFormElement, problem: ProblemBody, names: Record<string, string>) => {
  const fields = fieldsOf(form)
  const lost: string[] = []
  const ofCode = problem.code in names ? [{ pointer: problem.code, detail: problem.detail }] : []
  const errors = problem.errors ?? ofCode
  for (const { pointer, detail } of errors) {
    const name = names[pointer] ?? pointer.slice(1).replaceAll('/', '.')
    const field = fields.find(field => field.name === name)
    if (field) showError(field, detail)
    else lost.push(detail)
  }
  const atField = form.querySelector<HTMLElement>('[aria-invalid=true]')
  const above = errors.length ? lost.join(' ') : problem.detail
  showProblem(form, above || null)
  const first = atField ?? fields.find(field => field.type === 'password') ?? fields[0]
  first?.focus()
  if (!atField && first instanceof HTMLInputElement) first.select()
}

/**
 * Sends a form to the API without leaving the page. What was typed stays, errors stand at their fields, a second Enter
 * while it is under way sends nothing.
 */
export const handleForm = <Data>(
  form: HTMLFormElement,
  { request, names = {}, done, refused }: Plan<Data>,
) => {
  const button = form.querySelector<HTMLButtonElement>('button:not([type=button])')
  let sending = false

  const setSending = (now: boolean) => {
    sending = now
    // Not `disabled`: that would take the focus away from who pressed it.
    button?.setAttribute('aria-disabled', String(now))
    form.setAttribute('aria-busy', String(now))
  }

  const submit = async () => {
    const fields = fieldsOf(form)
    showProblem(form, null)
    fields.forEach(clearError)
    const wrong = fields.filter(field => !check(field))
    if (wrong.length) return wrong[0]!.focus()
    const values: Values = {}
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') values[name] = value
    const { url, body, method = 'POST' } = request(values)
    setSending(true)
    const answer = await send<Data>(method, url, body)
    if (answer.ok) await done(answer.data, values)
    setSending(false)
    if (!answer.ok && !refused?.(answer.problem, values)) showRefusal(form, answer.problem, names)
  }

  form.noValidate = true
  form.addEventListener('input', event => clearError(event.target as Field))
  form.addEventListener('submit', event => {
    event.preventDefault()
    if (!sending) void submit()
  })
  // Until now the browser would have sent it by itself, away from the page: the button was off, and Enter with it.
  if (button) button.disabled = false
}
