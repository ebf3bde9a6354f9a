import type { Reading } from '../../db/in-transaction.ts'
import type { Audience } from '../actor.ts'
import { cutOf } from '../applications/policy.ts'
import { presentInterview } from './presenter.ts'
import { interviewsOf } from './queries.ts'

/** The interviews of an application, in the order they were made, cut for an audience that was admitted to it. */
export const interviewsIn = async (
  { sql: db }: Pick<Reading, 'sql'>,
  applicationId: string,
  audience: Audience,
): Promise<{ id: string; status: string; startsAt: string | null }[]> => {
  const cut = cutOf(audience)
  if (cut === 'agency') return []
  return (await interviewsOf(db, applicationId)).map(row => presentInterview[cut](row))
}
