import type { Person } from '../../realtime/presence.ts'
import type { Drawing } from './board-draw.ts'
import { face, showFaces } from './faces.ts'

const most = 3

/** Who is here, in the head of the board, and on each card those who have it open. */
export const makePeople = (root: HTMLElement, drawing: Drawing, meId: string) => {
  const list = root.querySelector<HTMLElement>('#here')!
  let viewers = new Map<string, Person[]>()

  const showOn = (id: string) => {
    const faces = drawing.item(id)?.querySelector('[data-part="faces"]')
    const people = viewers.get(id) ?? []
    faces?.replaceChildren(
      ...people.slice(0, most).map(person => face(person, `${person.name} is looking at this`)),
    )
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
    /** A card that was drawn anew has no faces yet. */
    refresh: showOn,
  }
}
