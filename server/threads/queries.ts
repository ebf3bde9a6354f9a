import type { Reading } from '../../db/in-transaction.ts'
import type { Audience } from '../actor.ts'

/** The threads of a job, or of an application, that this audience takes part in, as its room shows them. */
export const threadsIn = async (
  _reading: Pick<Reading, 'sql'>,
  _of: { jobId: string } | { applicationId: string },
  _audience: Audience,
): Promise<{ id: string; kind: string; messages: object[]; reads: object[]; proposal: object | null }[]> => []
