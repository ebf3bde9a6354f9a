import type { ApplicationRow, HistoryRow } from '../applications/queries.ts'
import { stageLabels } from '../applications/stages.ts'

interface Step {
  card: ApplicationRow
  entry: HistoryRow
}

const from = ({ entry }: Step) => stageLabels[entry.from_stage!]
const to = ({ entry }: Step) => stageLabels[entry.to_stage]

/** What became of an application, to the staff: above the mail, and in a sentence. */
const words: Record<string, { headline: (step: Step) => string; sentence: (step: Step) => string }> = {
  'application.moved': {
    headline: step => `${step.card.candidate_name} moved to ${to(step)}`,
    sentence: step =>
      `${step.entry.by_name} moved ${step.card.candidate_name} from ${from(step)} to ${to(step)}, for ${step.card.job_title}.`,
  },
  'application.rejected': {
    headline: ({ card }) => `${card.candidate_name} was rejected`,
    sentence: step =>
      `${step.entry.by_name} rejected ${step.card.candidate_name} in ${from(step)}, for ${step.card.job_title}.`,
  },
  'application.withdrawn': {
    headline: ({ card }) => `${card.candidate_name} withdrew`,
    sentence: step =>
      `${step.card.candidate_name} withdrew the application for ${step.card.job_title}. It stood in ${from(step)}.`,
  },
  'application.reopened': {
    headline: ({ card }) => `${card.candidate_name} took the application up again`,
    sentence: step =>
      `${step.card.candidate_name} took the application for ${step.card.job_title} up again. It stands in ${to(step)}.`,
  },
}

export const movedWords = (event: string, step: Step) => {
  const { headline, sentence } = words[event]!
  return { headline: headline(step), sentence: sentence(step) }
}
