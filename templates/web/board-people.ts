import type { Person } from '../../realtime/presence.ts'
import type { Drawing } from './board-draw.ts'
import { face, showFaces } from './faces.ts'

const most = 3
/** Whoever writes says so again before this is over, in ms. */
const forgottenAfter = 5_000

/** Who is here, in the head of the board, and on each card those who have it open or write about it. */
export const makePeople = (root: HTMLElement, drawing: Drawing, meId: string) => {
  const list = root.querySelector<HTMLElement>('#here')!
  let viewers = new Map<string, Person[]>()
  /** By card and person. */
  const writers = new Map<string, Map<string, { name: string; timer: ReturnType<typeof setTimeout> }>>()

  const showOn = (id: string) => {
    const faces = drawing.item(id)?.querySelector('[data-part="faces"]')
    const writing = writers.get(id) ?? new Map<string, { name: string }>()
    const looking = (viewers.get(id) ?? []).filter(person => !writing.has(person.id))
    const shown = [
      ...[...writing].map(([personId, { name }]) => {
        const element = face({ id: personId, name }, `${name} is writing`)
        element.classList.add('writing')
        return element
      }),
      ...looking.map(person => face(person, `${person.name} is looking at this`)),
    ]
    faces?.replaceChildren(...shown.slice(0, most))
  }

  return {
    show: (people: Person[]) => {
      showFaces(list, people, meId)
      const before = viewers
      viewers = new Map()
      for (const person of people)
        if (person.id !== meId)
          for (const id of person.viewing) viewers.set(id, [...(viewers.get(id) ?? []), person])
      for (const id of new Set([...before.keys(), ...viewers.keys()])) showOn(id)
    },
    /** Somebody writes in a thread of this card just now. */
    write: (id: string, person: Pick<Person, 'id' | 'name'>) => {
      const writing =
        writers.get(id) ?? new Map<string, { name: string; timer: ReturnType<typeof setTimeout> }>()
      clearTimeout(writing.get(person.id)?.timer)
      const forget = () => {
        writing.delete(person.id)
        if (!writing.size) writers.delete(id)
        showOn(id)
      }
      writing.set(person.id, { name: person.name, timer: setTimeout(forget, forgottenAfter) })
      writers.set(id, writing)
      showOn(id)
    },
    /** A card that was drawn anew has no faces yet. */
    refresh: showOn,
  }
}
