import type { Card } from '../../realtime/apply.ts'
import { linkOf } from './board-card.ts'
import type { makeColumns } from './board-columns.ts'
import type { Drawing } from './board-draw.ts'
import type { Moves, Wish } from './board-moves.ts'
import { labelOf } from './board-view.ts'
import { toast } from './toast.ts'

/** How long the way back is offered. Only places inside a column have one: stages never go back. */
const undoMs = 10_000

interface Parts {
  drawing: Drawing
  columns: ReturnType<typeof makeColumns>
  say(words: string): void
  moves(): Moves
}

/** What is said when something that the person wanted has been done. What they can see anyway is only said aloud. */
export const makeDone = ({ drawing, columns, say, moves }: Parts) => {
  const show = (id: string, stage: string) => {
    const item = drawing.item(id)
    columns.show(stage)
    if (item) linkOf(item).focus()
  }
  return (wish: Wish, { id, candidate: { name } }: Card) => {
    switch (wish.kind) {
      case 'propose':
        return void toast(`${name} is proposed to the client.`, { tone: 'good' })
      case 'move': {
        const words = `${name} is in ${labelOf(wish.to)}.`
        if (!columns.isNarrow()) return say(words)
        return void toast(words, { action: { label: 'Show', run: () => show(id, wish.to) } })
      }
      case 'rank': {
        const { undo } = wish
        if (!undo) return say(`${name} is back in the former place`)
        const action = { label: 'Undo', run: () => moves()({ kind: 'rank', id, place: undo }) }
        return void toast(`${name} has another place.`, { action, stayMs: undoMs })
      }
    }
  }
}
