import { initials } from './words.ts'

interface Somebody {
  id: string
  name: string
}

/** The same person has the same colour on every page. */
const hueOf = (id: string) => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7)

/** A person's initials in a circle, the whole name on hover and for a screen reader. */
export const face = ({ id, name }: Somebody, words = name) => {
  const element = document.createElement('span')
  element.className = 'avatar tiny face'
  element.style.setProperty('--hue', String(hueOf(id)))
  element.role = 'img'
  element.ariaLabel = words
  element.title = words
  element.textContent = initials(name)
  return element
}

const most = 5

/** Shows who is in a room: oneself last, and a number for those beyond the fifth. */
export const showFaces = (list: HTMLElement, people: Somebody[], meId: string) => {
  const others = people.filter(({ id }) => id !== meId)
  const inOrder = [...others, ...people.filter(({ id }) => id === meId)]
  const shown = inOrder.length > most ? inOrder.slice(0, most - 1) : inOrder
  const items = shown.map(person => face(person, person.id === meId ? `${person.name} (you)` : person.name))
  const rest = inOrder.slice(shown.length)
  if (rest.length) {
    const more = document.createElement('span')
    more.className = 'avatar tiny'
    more.role = 'img'
    more.ariaLabel = more.title = rest.map(({ name }) => name).join(', ')
    more.textContent = `+${rest.length}`
    items.push(more)
  }
  list.replaceChildren(
    ...items.map(item => {
      const entry = document.createElement('li')
      entry.append(item)
      return entry
    }),
  )
}
