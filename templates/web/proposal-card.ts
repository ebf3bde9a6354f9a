import type { Proposal } from '../../realtime/apply.ts'
import { outcomeWords, roundWords, statusTag, termLines, type TermLine } from './proposal-view.ts'

const element = (name: string, className: string, text = '') =>
  Object.assign(document.createElement(name), { className, textContent: text })

const lineElement = ({ label, value, was }: TermLine) => {
  const row = document.createElement('div')
  const now = element('dd', '')
  if (was !== null) {
    const before = element('del', '', was)
    before.prepend(element('span', 'visually-hidden', 'was '))
    now.append(before, ' ', element('ins', '', value))
  } else now.textContent = value
  row.append(element('dt', '', label), now)
  return row
}

/**
 * A proposal inside of the message that brings it: what it says otherwise than the round before (the first says it all),
 * and what became of it. It is answered where it lies on the table, beside the thread.
 */
export const proposalCard = (proposal: Proposal): HTMLElement => {
  const card = element('div', 'proposal-card')
  const head = element('p', 'proposal-head')
  const { label, tone } = statusTag(proposal)
  head.append(element('strong', '', roundWords(proposal)), element('span', `tag ${tone}`.trim(), label))
  const lines = termLines(proposal.terms, proposal.changes)
  const changed = lines.filter(({ was }) => was !== null)
  const list = element('dl', 'fact-list')
  list.append(...(changed.length ? changed : lines).map(lineElement))
  card.append(head, list)
  const outcome = outcomeWords(proposal)
  if (outcome) card.append(element('p', 'quiet small', outcome))
  return card
}
