interface Found {
  id: string
  name: string
  email: string
  headline: string | null
}

const waitMs = 250
const most = 8

const choiceOf = ({ id, name, email, headline }: Found) => {
  const label = document.createElement('label')
  label.className = 'choice'
  const input = Object.assign(document.createElement('input'), {
    type: 'radio',
    name: 'candidateId',
    value: id,
  })
  input.dataset.name = name
  const words = document.createElement('span')
  const more = Object.assign(document.createElement('small'), {
    textContent: [headline, email].filter(Boolean).join(' · '),
  })
  words.append(name, more)
  label.append(input, words)
  return label
}

/**
 * Finds candidates by what is typed and offers them as choices. While one is chosen, name and address need not be
 * written; whoever writes them takes the choice back.
 */
export const useCandidateSearch = (form: HTMLFormElement) => {
  const search = form.querySelector<HTMLInputElement>('#search')
  if (!search) return
  const fieldset = form.querySelector<HTMLFieldSetElement>('#found')!
  const place = fieldset.querySelector<HTMLElement>('[data-part="found"]')!
  const words = form.querySelector<HTMLElement>('#found-words')!
  const typed = ['#name', '#email'].map(id => form.querySelector<HTMLInputElement>(id)!)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = ''

  const chosen = () => fieldset.querySelector<HTMLInputElement>('input:checked')
  const require = () => {
    for (const field of typed) field.required = !chosen()
  }
  const offer = (found: Found[], more: boolean) => {
    place.replaceChildren(...found.map(choiceOf))
    fieldset.hidden = !found.length
    words.textContent = !asked
      ? ''
      : found.length
        ? `${found.length}${more ? ' and more' : ''} found.`
        : 'Nobody found. Write a name and an address instead.'
    require()
  }
  const look = async () => {
    const q = search.value.trim()
    asked = q
    if (!q) return offer([], false)
    const query = new URLSearchParams({ q, limit: String(most) })
    const response = await fetch(`/api/candidates?${query}`).catch(() => null)
    // Somebody typed on meanwhile: what comes now answers an older question.
    if (asked !== q) return
    if (!response?.ok) return void (words.textContent = 'The search did not answer. Try again.')
    const { data, page } = (await response.json()) as { data: Found[]; page: { nextCursor: string | null } }
    offer(data, page.nextCursor !== null)
  }

  search.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), waitMs)
  })
  // Enter looks at once, and does not send the form.
  search.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    clearTimeout(timer)
    void look()
  })
  fieldset.addEventListener('change', () => {
    for (const field of typed) field.value = ''
    require()
  })
  for (const field of typed)
    field.addEventListener('input', () => {
      const choice = chosen()
      if (choice) choice.checked = false
      require()
    })
  form.addEventListener('reset', () => {
    asked = ''
    queueMicrotask(() => offer([], false))
  })
}
