import type { z } from 'zod'
import type { Actor } from '../actor.ts'
import type { feedbackAnswer, feedbackListAnswer } from '../feedback/answers.ts'
import { judges } from '../feedback/policy.ts'
import { readFeedback } from '../feedback/read.ts'

type Feedback = z.output<typeof feedbackAnswer>
type FeedbackList = z.output<typeof feedbackListAnswer>
type Seat = FeedbackList['yours'][number]

const overallLabels: Record<Feedback['overall'], string> = {
  strong_yes: 'Strong yes',
  yes: 'Yes',
  no: 'No',
  strong_no: 'Strong no',
}
const isFor = (overall: Feedback['overall']) => overall === 'yes' || overall === 'strong_yes'
const points = [1, 2, 3, 4]

const scoreView = ({ criterion, score, remark }: Feedback['scores'][number]) => ({
  criterion,
  score,
  remark,
  dots: points.map(point => ({ on: point <= score })),
})

const itemView = (feedback: Feedback) => ({
  who: feedback.own ? 'You' : feedback.by.name,
  interview: feedback.interview.title,
  label: overallLabels[feedback.overall],
  isFor: isFor(feedback.overall),
  remark: feedback.remark,
  scores: feedback.scores.map(scoreView),
  at: feedback.changedAt ?? feedback.givenAt,
  isChanged: feedback.changedAt !== null,
})

/** The form of one interview: empty, or with what was given. Where the posting asks something else now, so does the form. */
const formView = ({ interview }: Seat, criteria: string[], given: Feedback | undefined) => ({
  id: interview.id,
  version: given?.version ?? null,
  remark: given?.remark ?? '',
  overalls: Object.entries(overallLabels).map(([value, label]) => ({
    value,
    label,
    chosen: value === given?.overall,
  })),
  criteria: criteria.map((criterion, index) => {
    const before = given?.scores.find(score => score.criterion === criterion)
    return {
      name: criterion,
      field: `${interview.id}-${index}`,
      index,
      remark: before?.remark ?? '',
      none: !before,
      points: points.map(point => ({ point, chosen: point === before?.score })),
    }
  }),
})

/** What each interview of the reader's asks of them: to wait, to give their feedback, or to change it if they like. */
const seatView = (seat: Seat, { data, criteria }: FeedbackList) => {
  const given = data.find(each => each.own && each.interview.id === seat.interview.id)
  return {
    title: seat.interview.title,
    startsAt: seat.interview.startsAt,
    isOpen: seat.open,
    isGiven: given !== undefined,
    form: formView(seat, criteria, given),
  }
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

const summaryWords = ({ given, of, yes }: FeedbackList['summary']) => {
  if (of === 0) return null
  return yes === undefined ? `${given} of ${of} are in` : `${yes} of ${of} for`
}

/** The feedback on an application as its page shows it to this reader; null for those who read none. */
export const feedbackView = async (actor: Actor, applicationId: string, now: Date) => {
  if (!(judges as readonly string[]).includes(actor.role)) return null
  const list = await readFeedback(actor, applicationId, now)
  if (!list.data.length && !list.yours.length && !list.summary.of) return null
  return {
    summary: summaryWords(list.summary),
    items: list.data.map(itemView),
    withheld: list.withheld ? `${counted(list.withheld, 'other')} gave feedback.` : null,
    yours: list.yours.map(seat => seatView(seat, list)),
    isEmpty: !list.data.length && !list.withheld,
  }
}
