import type { HeldApplication } from '../applications/queries.ts'
import { renewCard } from '../applications/waiting.ts'
import type { Write } from '../transaction.ts'
import type { InterviewEventName, InterviewNews } from './events.ts'
import { cardFactsOf, interviewRow } from './queries.ts'

type Fact = Date | string | number | null
const plain = (fact: Fact) => (fact instanceof Date ? fact.getTime() : fact)

/**
 * Shared step, the end of every change of an interview: its card says what is so now, and whoever may hear of it does.
 * Returns the interview as it is.
 */
export const settleInterview = async (
  write: Write,
  card: HeldApplication,
  { event, interviewId, ...news }: InterviewNews & { event: InterviewEventName; interviewId: string },
) => {
  const facts = await cardFactsOf(write.sql, card.id)
  const names = Object.keys(facts) as (keyof typeof facts)[]
  const onCard = names.some(name => plain(facts[name]) !== plain(card[name]))
  if (onCard) {
    Object.assign(card, facts)
    renewCard(card)
  }
  const interview = await interviewRow(write.sql, interviewId)
  write.record(event, { card, interview, onCard, ...news })
  return interview
}
