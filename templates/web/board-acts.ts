import type { Card } from '../../realtime/apply.ts'
import { Refused, type HirewireClient } from '../../realtime/client.ts'
import type { Act } from './board-menu.ts'
import type { Moves } from './board-moves.ts'
import { changeWords } from './board-refusals.ts'
import type { Store } from './board-store.ts'
import { decides, labelOf, mayPropose, mayReject, nextStage, type Mover } from './board-view.ts'
import type { makeReasonDialog } from './reason-dialog.ts'
import { toast } from './toast.ts'

interface Parts {
  client: Pick<HirewireClient, 'send'>
  store: Store
  mover: Mover
  moves: Moves
  reasons: ReturnType<typeof makeReasonDialog>
  redraw(id: string): void
}

/** What can be done to a card, however it was asked for: by key, from the menu, or by a button on the card. */
export const makeActs = ({ client, store, mover, moves, reasons, redraw }: Parts) => {
  const sendRejection = async (card: Card, version: number | undefined, reason: string) => {
    store.learn(
      card.id,
      (await client.send('application:reject', { applicationId: card.id, reason, version })) as Card,
    )
    redraw(card.id)
  }

  const reject = (card: Card) => {
    const verb = mover === 'client' ? 'Decline' : 'Reject'
    let { version } = card
    reasons.ask({
      title: `${verb} ${card.candidate.name}`,
      confirm: verb,
      submit: async reason => {
        try {
          await sendRejection(card, version, reason)
          return null
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          const { problem } = error
          if (problem.code !== 'stale') return problem.detail
          const current = problem.current as Card
          version = current.version
          store.learn(card.id, current)
          redraw(card.id)
          const now = store.card(card.id) ?? card
          const words = await changeWords(store, card, now)
          return mayReject(now, mover) ? `${words} Press ${verb} again if it still holds.` : words
        }
      },
    })
  }

  const forward = (card: Card) => {
    const to = nextStage(card, mover)
    if (to) moves({ kind: 'move', id: card.id, to })
    else toast(`${card.candidate.name} cannot go further from ${labelOf(card.stage)}.`)
  }
  const back = (card: Card) =>
    toast(`Cards do not go back: ${card.candidate.name} stays in ${labelOf(card.stage)}.`)
  const propose = (card: Card) => {
    if (mayPropose(card, mover)) moves({ kind: 'propose', id: card.id })
    else toast('Only a candidate in Screening can be proposed to the client.')
  }
  const rejectIfAllowed = (card: Card) => {
    if (mayReject(card, mover)) reject(card)
    else toast(`${card.candidate.name} cannot be rejected from ${labelOf(card.stage)}.`)
  }
  const toTop = (card: Card) => {
    const first = store.columns().find(({ stage }) => stage === card.stage)?.cards[0]
    if (first && first.id !== card.id) moves({ kind: 'rank', id: card.id, place: { before: first.id } })
  }

  const menuOf = (card: Card): Act[] => {
    const next = nextStage(card, mover)
    const approves = decides(card, mover)
    return [
      { label: 'Open', key: 'Enter', run: () => location.assign(`/applications/${card.id}`) },
      ...(next
        ? [
            {
              label: approves ? `Approve, to ${labelOf(next)}` : `Move to ${labelOf(next)}`,
              key: ']',
              run: () => forward(card),
            },
          ]
        : []),
      ...(mayPropose(card, mover)
        ? [{ label: 'Propose to the client', key: 'P', run: () => propose(card) }]
        : []),
      ...(mover === 'staff' ? [{ label: 'Move to the top', run: () => toTop(card) }] : []),
      ...(mayReject(card, mover)
        ? [{ label: mover === 'client' ? 'Decline…' : 'Reject…', key: 'R', run: () => reject(card) }]
        : []),
    ]
  }

  return { forward, back, propose, reject: rejectIfAllowed, menuOf }
}

export type Acts = ReturnType<typeof makeActs>
