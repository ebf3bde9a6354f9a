import type { BoardState } from '../../realtime/apply.ts'

/** How many were put forward for this job, as far as its reader may know, and have not answered. */
export const waitingOf = ({ submissions }: Pick<BoardState, 'submissions'>) => submissions.length

/** Keeps the strip over the board true; who may put nobody forward has none. */
export const showPutForward = (root: HTMLElement, state: BoardState) => {
  const strip = root.querySelector<HTMLElement>('#put-forward')
  if (!strip) return
  const waiting = waitingOf(state)
  strip.querySelector<HTMLElement>('[data-part="waiting"]')!.hidden = waiting === 0
  strip.querySelector('[data-part="count"]')!.textContent = String(waiting)
}
