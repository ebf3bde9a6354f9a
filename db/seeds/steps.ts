import type { IApplication, Stage } from '../entities/application.ts'
import type { IUser } from '../entities/user.ts'

/** What somebody did with a card: moved it to a stage, or proposed it to the client. */
export interface Step {
  to: Stage | 'proposed'
  by: IUser
  at: Date
  reason?: string
}

type Standing = Pick<
  IApplication,
  'stage' | 'stageSince' | 'shortlist' | 'shownToClientAt' | 'version' | 'updatedAt'
>

/** Where these steps leave a card, by the rules of the commands, and the moves among them as its history has them. */
export const standingAfter = ([entry, ...rest]: Step[]) => {
  if (entry?.to !== 'applied') throw new Error('The first step of an application is `applied`.')
  const standing: Standing = {
    stage: 'applied',
    stageSince: entry.at,
    shortlist: 'none',
    shownToClientAt: null,
    version: 1,
    updatedAt: entry.at,
  }
  const moves: { fromStage: Stage | null; toStage: Stage; by: IUser; reason: string | null; at: Date }[] = [
    { fromStage: null, toStage: 'applied', by: entry.by, reason: null, at: entry.at },
  ]
  for (const { to, by, at, reason = null } of rest) {
    standing.version += 1
    standing.updatedAt = at
    if (to === 'proposed' || to === 'interview' || to === 'offer' || to === 'hired')
      standing.shownToClientAt ??= at
    if (to === 'proposed') {
      standing.shortlist = 'proposed'
      continue
    }
    if (standing.shortlist === 'proposed' && to === 'interview') standing.shortlist = 'approved'
    if (standing.shortlist === 'proposed' && to === 'rejected') standing.shortlist = 'rejected'
    // Who withdrew and comes back is shown to the client anew
    if (to === 'applied') Object.assign(standing, { shortlist: 'none', shownToClientAt: null })
    moves.push({ fromStage: standing.stage, toStage: to, by, reason, at })
    standing.stage = to
    standing.stageSince = at
  }
  return { createdAt: entry.at, standing, moves }
}
