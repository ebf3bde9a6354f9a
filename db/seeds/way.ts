import type { Stage } from '../entities/application.ts'
import type { IUser } from '../entities/user.ts'
import type { CardPlan } from './boards.ts'
import type { Chance } from './chance.ts'
import type { Step } from './steps.ts'

const dayMs = 24 * 60 * 60 * 1000

/** An instant in the working hours of a day that lies `days` before another; on Saturday and Sunday nobody works. */
const workingInstant = (before: Date, days: number, chance: Chance) => {
  const at = new Date(before.getTime() - days * dayMs)
  at.setUTCHours(chance.between(7, 15), chance.between(0, 59), chance.between(0, 59), 0)
  if (at > before) at.setUTCDate(at.getUTCDate() - 1)
  while (at.getUTCDay() % 6 === 0) at.setUTCDate(at.getUTCDate() - 1)
  return at
}

const forward: Stage[] = ['applied', 'screening', 'interview', 'offer', 'hired']
const upTo = (stage: Stage) => forward.slice(0, forward.indexOf(stage) + 1)

/** The stages behind a card, and the proposal to the client among them. */
const stationsOf = ({ stage, from, proposed }: CardPlan): Step['to'][] =>
  (from ? [...upTo(from), stage] : upTo(stage)).flatMap(station =>
    station === 'screening' && proposed ? [station, 'proposed' as const] : [station],
  )

/** Who took a card to a station: the client decides on what was proposed to it, and on whom it has met. */
const takenBy = (
  to: Step['to'],
  { from, proposed }: CardPlan,
  { candidate, client, recruiter }: Record<'candidate' | 'client' | 'recruiter', IUser>,
) => {
  if (to === 'applied' || to === 'withdrawn') return candidate
  if (to === 'offer' || (to === 'interview' && proposed)) return client
  return to === 'rejected' && (proposed || from === 'interview') ? client : recruiter
}

/** How a card came to stand where it does: its steps, dated back from the last one, a few days apart. */
export const wayTo = (
  plan: CardPlan,
  {
    now,
    chance,
    candidate,
    client,
    recruiters,
  }: { now: Date; chance: Chance; candidate: IUser; client: IUser; recruiters: IUser[] },
) => {
  const steps: Step[] = []
  let next = now
  let days = plan.days
  for (const to of stationsOf(plan).toReversed()) {
    const at = workingInstant(next, days, chance)
    const by = takenBy(to, plan, { candidate, client, recruiter: chance.oneOf(recruiters) })
    steps.unshift({ to, by, at, ...(to === 'rejected' && plan.reason && { reason: plan.reason }) })
    next = at
    days = chance.between(1, 4)
  }
  return steps
}
