import type { Card, HistoryEntry } from '../../realtime/apply.ts'
import type { ProblemBody } from '../../server/errors.ts'
import type { Moves, Wish } from './board-moves.ts'
import type { Store } from './board-store.ts'
import { labelOf, movesOf, type Mover } from './board-view.ts'
import { sentence } from './board-words.ts'
import { now } from './clock.ts'
import { toast } from './toast.ts'
import { relativeWords } from './words.ts'

const conflictStayMs = 20_000

const typeOf: Record<string, string> = {
  rejected: 'application.rejected',
  withdrawn: 'application.withdrawn',
}

/**
 * Who changed a card last and when: what the room told while the page was open, or else the card's history, which knows
 * of stages only.
 */
const lastChange = async (store: Store, before: Card, card: Card) => {
  const told = store.lastChange(card.id)
  if (told && told.version >= (card.version ?? 0)) return { words: sentence(told, card), at: told.at }
  if (before.stage === card.stage) return undefined
  const response = await fetch(`/api/applications/${card.id}/history`).catch(() => null)
  if (!response?.ok) return undefined
  const { data } = (await response.json()) as { data: HistoryEntry[] }
  const entry = data.at(-1)
  return entry?.to === card.stage
    ? {
        words: sentence({ type: typeOf[entry.to] ?? 'application.moved', actor: entry.by }, card),
        at: entry.at,
      }
    : undefined
}

/** “Rob moved Jonas Weber to Interview, just now.” */
export const changeWords = async (store: Store, before: Card, card: Card) => {
  const change = await lastChange(store, before, card)
  if (!change?.words) return `${card.candidate.name} has changed meanwhile and is in ${labelOf(card.stage)}.`
  return `${change.words}, ${relativeWords(new Date(change.at), now())}.`
}

const otherWords = (card: Card, wish: Wish, { code, status, detail, requestId }: ProblemBody) => {
  const { name } = card.candidate
  if (code === 'unanswered') return `${name}: ${detail}`
  if (code === 'not_found') return `${name} is not on this board any more.`
  if (code === 'invalid_transition' && wish.kind === 'move')
    return `${name} cannot go from ${labelOf(card.stage)} to ${labelOf(wish.to)}.`
  const fault = status >= 500 && requestId ? ` Request ${requestId}.` : ''
  return `${name} stays in ${labelOf(card.stage)}. ${detail}${fault}`
}

/** Whether it still makes sense to want it, as the card is now. */
const isPossible = (wish: Wish, before: Card, card: Card, mover: Mover) =>
  wish.kind === 'move' ? movesOf(card, mover).some(stage => stage === wish.to) : card.stage === before.stage

const again: Record<Wish['kind'], string> = {
  move: 'Move again',
  rank: 'Move again',
  propose: 'Propose again',
}
const worthRepeating = ['stale', 'offline', 'unanswered', 'unavailable', 'internal', 'in_progress']

/** Says why the card is not where the person put it: who moved it, when and where, and offers to do it again. */
export const makeRefusals = (store: Store, mover: Mover, moves: () => Moves) => {
  const shown = new Map<string, () => void>()

  const explain = async (wish: Wish, before: Card, problem: ProblemBody) => {
    const card = store.card(wish.id) ?? before
    const conflict = problem.code === 'stale'
    const words = conflict ? await changeWords(store, before, card) : otherWords(card, wish, problem)
    const offer = worthRepeating.includes(problem.code) && isPossible(wish, before, card, mover)
    const action = { label: conflict ? again[wish.kind] : 'Try again', run: () => moves()(wish) }
    shown.get(wish.id)?.()
    shown.set(wish.id, toast(words, { tone: 'bad', ...(offer && { action, stayMs: conflictStayMs }) }))
  }

  return {
    explain: (wish: Wish, before: Card, problem: ProblemBody) => void explain(wish, before, problem),
    /** It has been done after all: what was said of it is not true any more. */
    settle: (id: string) => {
      shown.get(id)?.()
      shown.delete(id)
    },
  }
}
