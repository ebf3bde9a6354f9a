import type { Card } from '../../realtime/apply.ts'
import type { Envelope } from '../../server/log.ts'
import { labelOf } from './board-view.ts'

/** What is said of an event on a board, aloud and in messages. Pure. */

type Said = (who: string | undefined, name: string, stage: string) => string

const sentences: Record<string, Said> = {
  'application.applied': (_who, name) => `${name} is new on the board`,
  'application.moved': (who, name, stage) =>
    who ? `${who} moved ${name} to ${stage}` : `${name} is now in ${stage}`,
  'application.rejected': (who, name, stage) =>
    who ? `${who} rejected ${name}` : `${name} is now in ${stage}`,
  'application.withdrawn': (_who, name) => `${name} withdrew`,
  'application.reopened': (_who, name) => `${name} took the application up again`,
  'application.ranked': (who, name, stage) => `${who ?? 'Somebody'} gave ${name} another place in ${stage}`,
  'shortlist.proposed': (who, name) => `${who ?? 'Somebody'} proposed ${name} to the client`,
  'shortlist.withdrawn': (who, name) => `${who ?? 'Somebody'} took back the proposal of ${name}`,
}

/** “Maya moved Jonas Weber to Interview”, or nothing for an event that is not about a card. */
export const sentence = ({ type, actor }: Pick<Envelope, 'type' | 'actor'>, card: Card | undefined) =>
  card && sentences[type]?.(actor?.name, card.candidate.name, labelOf(card.stage))
