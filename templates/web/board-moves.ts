import { now } from './clock.ts'
import type { Card } from '../../realtime/apply.ts'
import { Refused, type HirewireClient } from '../../realtime/client.ts'
import type { CommandName } from '../../realtime/registry.ts'
import type { ProblemBody } from '../../server/errors.ts'
import type { Place } from './board-ahead.ts'
import type { Store } from './board-store.ts'

/** Something the person wants done to a card. */
export type Wish = { id: string; place?: Place } & (
  | { kind: 'move'; to: string }
  /** `undo` is the way back, where it is to be offered. */
  | { kind: 'rank'; undo?: Place }
  | { kind: 'propose' }
)

interface Command {
  name: CommandName
  input: Record<string, unknown>
  /** What of the card is drawn at once. */
  changes: Partial<Card>
  place?: Place
}

const commandOf = (wish: Wish, { id, version }: Card): Command => {
  const { place = {} } = wish
  const applicationId = id
  switch (wish.kind) {
    case 'move':
      return {
        name: 'application:move',
        input: { applicationId, to: wish.to, version, ...place },
        changes: { stage: wish.to, since: now().toISOString() },
        place,
      }
    case 'rank':
      return { name: 'application:rank', input: { applicationId, version, ...place }, changes: {}, place }
    case 'propose':
      return { name: 'application:shortlist', input: { applicationId }, changes: { shortlist: 'proposed' } }
  }
}

interface Effects {
  client: Pick<HirewireClient, 'send'>
  store: Store
  /** The board is to be drawn again; this card is the one that changed. */
  redraw(id: string): void
  done(wish: Wish, before: Card): void
  refused(wish: Wish, before: Card, problem: ProblemBody): void
  waiting(card: Card): void
}

const placeIsGone = ({ code, errors = [] }: ProblemBody) =>
  code === 'validation' && errors.some(({ pointer }) => pointer === '/before' || pointer === '/after')

/**
 * Does what the person wants: draws it at once, sends it, and draws what came of it. A refused card is drawn where it
 * really is before `refused` says why.
 */
export const makeMoves = ({ client, store, redraw, done, refused, waiting }: Effects) => {
  const perform = async (wish: Wish): Promise<void> => {
    const card = store.card(wish.id)
    if (!card) return
    if (store.isPending(card.id)) return waiting(card)
    const { name, input, changes, place } = commandOf(wish, card)
    store.expect(card, changes, place)
    redraw(card.id)
    try {
      store.learn(card.id, (await client.send(name, input)) as Card)
      redraw(card.id)
      done(wish, card)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { problem } = error
      store.forget(card.id)
      if (problem.current) store.learn(card.id, problem.current as Card)
      // The neighbour has gone elsewhere meanwhile. The stage is what was meant, so the end of the column will do.
      if (wish.kind === 'move' && placeIsGone(problem)) return perform({ ...wish, place: {} })
      redraw(card.id)
      refused(wish, card, problem)
    }
  }
  return (wish: Wish) => void perform(wish)
}

export type Moves = ReturnType<typeof makeMoves>
