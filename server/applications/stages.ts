import type { Stage } from '../../db/entities/application.ts'

/** Who may cause a move. Staff are recruiters and managers of the job's staffing company, and admins. */
type Mover = 'staff' | 'client' | 'candidate'

/**
 * The whole stage machine: from → to → who. Stages are never skipped; nothing leaves hired, rejected or withdrawn, but
 * for the candidate's own re-opening. Pure: the board in the browser uses the same table.
 */
export const stageTable: Record<Stage, Partial<Record<Stage, readonly Mover[]>>> = {
  applied: { screening: ['staff'], rejected: ['staff'], withdrawn: ['candidate'] },
  screening: { interview: ['staff', 'client'], rejected: ['staff', 'client'], withdrawn: ['candidate'] },
  interview: { offer: ['staff', 'client'], rejected: ['staff', 'client'], withdrawn: ['candidate'] },
  offer: { hired: ['staff', 'client'], rejected: ['staff', 'client'], withdrawn: ['candidate'] },
  hired: {},
  rejected: {},
  withdrawn: { applied: ['candidate'] },
}

export const stageOrder = Object.keys(stageTable) as Stage[]

export const stageLabels: Record<Stage, string> = {
  applied: 'Applied',
  screening: 'Screening',
  interview: 'Interview',
  offer: 'Offer',
  hired: 'Hired',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
}

/** Where this mover may take a card. A client approves (screening → interview) only what was proposed to them. */
export const allowedMoves = (card: { stage: Stage; shortlist: string }, mover: Mover): Stage[] =>
  stageOrder.filter(to => {
    if (!stageTable[card.stage][to]?.includes(mover)) return false
    return mover !== 'client' || card.stage !== 'screening' || card.shortlist === 'proposed'
  })

/** What a client is told of the years of work on a blind shortlist. */
export const experienceBands = ['under 2 years', '2 to 5 years', '5 to 10 years', '10 years or more'] as const

/** The candidate's and the agency's words: where things stand, nothing of how it is judged. */
export const progressOf: Record<Stage, string> = {
  applied: 'received',
  screening: 'in_review',
  interview: 'interviewing',
  offer: 'offer',
  hired: 'hired',
  rejected: 'not_selected',
  withdrawn: 'withdrawn',
}

export const progressLabels: Record<string, string> = {
  received: 'Received',
  in_review: 'In review',
  interviewing: 'Interviewing',
  offer: 'Offer',
  hired: 'Hired',
  not_selected: 'Not selected',
  withdrawn: 'Withdrawn',
}
export const progressOrder = Object.keys(progressLabels)
