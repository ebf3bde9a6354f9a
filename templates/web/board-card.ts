import type { Card } from '../../realtime/apply.ts'
import { cardView, type Reader } from './board-view.ts'
import { now } from './clock.ts'
import { refreshTimes } from './times.ts'
import type { Tag } from './waiting-words.ts'

const part = <Type extends HTMLElement>(item: HTMLElement, name: string) =>
  item.querySelector<Type>(`[data-part="${name}"]`)!

/** As `templates/partials/tag.hbs` has it. */
const tagElement = ({ kind, text, title, time, from, until, hidden }: Tag) => {
  const tag = document.createElement('span')
  tag.className = `tag ${kind}`.trim()
  tag.title = title
  if (from) tag.dataset.from = from
  if (until) tag.dataset.until = until
  tag.hidden = hidden
  tag.append(text)
  if (!time) return tag
  const element = document.createElement('time')
  element.dataset.time = time.kind
  element.dateTime = time.at
  element.textContent = time.words
  tag.append(element)
  return tag
}

/** A new, empty card, as `templates/partials/board-card.hbs` has it. */
export const makeCard = () => {
  const template = document.querySelector<HTMLTemplateElement>('#card-template')!
  return template.content.firstElementChild!.cloneNode(true) as HTMLLIElement
}

/** Writes a card into its element. What the server painted and what this writes are the same. */
export const fillCard = (item: HTMLLIElement, card: Card, reader: Reader) => {
  const view = cardView(card, reader, now())
  const name = part<HTMLAnchorElement>(item, 'name')
  const since = part<HTMLTimeElement>(item, 'since')
  const facts = part(item, 'facts')
  const skills = part(item, 'skills')
  item.dataset.id = view.id
  name.href = view.href
  name.textContent = name.title = view.name
  name.setAttribute('aria-describedby', `facts-${view.id}`)
  facts.id = `facts-${view.id}`
  since.dateTime = view.since
  since.textContent = view.age
  facts.replaceChildren(since, ...view.tags.map(tagElement))
  refreshTimes(facts)
  skills.textContent = view.skills
  skills.hidden = !view.skills
  part(item, 'decide').hidden = !view.decides
  item.querySelector('[data-act="menu"]')?.setAttribute('aria-label', `Actions for ${view.name}`)
}

/** The link of a card is what has the focus, and what stands for the card. */
export const linkOf = (item: Element) => item.querySelector<HTMLAnchorElement>('[data-part="name"]')!
export const cardOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLLIElement>('.board-card') : null
export const isCard = (element: Element | null): element is HTMLLIElement =>
  element instanceof HTMLLIElement && element.classList.contains('board-card')
