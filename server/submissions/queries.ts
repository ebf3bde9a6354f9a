import type { Reading } from '../../db/in-transaction.ts'
import type { Audience } from '../actor.ts'

type Shown = { id: string; status: string; createdAt: string; expiresAt: string }

/** Who was put forward for a job and has not answered, oldest first: to staff all, to an agency its own, to others none. */
export const openSubmissionsOn = async (
  _reading: Pick<Reading, 'sql'>,
  _jobId: string,
  _audience: Audience,
): Promise<Shown[]> => []

/** What a candidate was put forward for and has not answered, oldest first. */
export const openSubmissionsOf = async (
  _reading: Pick<Reading, 'sql'>,
  _candidateId: string,
): Promise<Shown[]> => []
