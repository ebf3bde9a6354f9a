import type { BoardState } from '../../realtime/apply.ts'
import { isOver, openingsWords, statusLabel, total } from './board-view.ts'

const write = (element: HTMLElement, words: string) => {
  if (element.textContent !== words) element.textContent = words
}

/** Keeps the head of the board true: the job's name and status, how many are hired, and whether anybody is here at all. */
export const showHead = (root: HTMLElement, state: BoardState) => {
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-head="${name}"]`)!
  const status = part('status')
  write(part('title'), state.job.title)
  write(part('openings'), openingsWords(state))
  status.dataset.status = state.job.status
  write(status, statusLabel(state.job.status))
  root.toggleAttribute('data-over', isOver(state.job.status))
  root.toggleAttribute('data-empty', total(state.columns) === 0)
}
