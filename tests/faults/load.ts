import { setTimeout as sleep } from 'node:timers/promises'
import type { HirewireClient } from '../../realtime/client.ts'
import type { Audit, Outcome } from './auditor.ts'

interface Known {
  id: string
  stage: string
  version: number
}

const next: Record<string, string> = { applied: 'screening', screening: 'interview', interview: 'offer' }

/** One step of a card as this mover knows it: forward, or once it is at the end to the end of its column. */
const step = (audit: Audit, client: HirewireClient, { id, stage, version }: Known) => {
  const to = next[stage]
  return to
    ? audit.send(client, 'application:move', { applicationId: id, version, to })
    : audit.send(client, 'application:rank', { applicationId: id, version })
}

/** What the mover knows afterwards. An answer that never came leaves it to be told `stale`, with the card as it is. */
const learn = (card: Known, outcome: Outcome) => {
  const news = 'answer' in outcome ? outcome.answer : (outcome.problem.current ?? {})
  const { stage, version } = news as Partial<Known>
  Object.assign(card, stage !== undefined && { stage }, version !== undefined && { version })
}

interface Load {
  audit: Audit
  /** One mover each. */
  clients: HirewireClient[]
  /** Fresh applications, shared out among the movers. */
  cards: string[]
  /** Of each mover; as fast as answers come if left out. */
  perSecond?: number
}

/** Movers at work on a board, each on cards of its own. */
export const startLoad = ({ audit, clients, cards, perSecond }: Load) => {
  let acknowledged = 0
  let running = true
  const refusals: Record<string, number> = {}
  const move = async (client: HirewireClient, own: Known[]) => {
    for (let turn = 0; running; turn++) {
      const began = performance.now()
      const card = own[turn % own.length]!
      const outcome = await step(audit, client, card)
      learn(card, outcome)
      if ('answer' in outcome) acknowledged += 1
      else refusals[outcome.problem.code] = (refusals[outcome.problem.code] ?? 0) + 1
      if (perSecond) await sleep(Math.max(0, 1_000 / perSecond - (performance.now() - began)))
    }
  }
  const moving = clients.map((client, index) => {
    const own = cards.filter((_, position) => position % clients.length === index)
    return move(
      client,
      own.map(id => ({ id, stage: 'applied', version: 1 })),
    )
  })
  return {
    /** How many moves were acknowledged so far. */
    acknowledged: () => acknowledged,
    /** Answers of another kind, by their code. */
    refusals,
    stop: async () => {
      running = false
      await Promise.all(moving)
    },
  }
}
