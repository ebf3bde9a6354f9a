import { hints } from '../hints.ts'
import type { Write } from '../transaction.ts'

/** Ends the person's sessions, all but `except`: their cookies, tokens and JWTs are good for nothing from here on. */
export const endSessions = async ({ sql, afterCommit }: Write, userId: string, except?: string | null) => {
  await sql
    .deleteFrom('session')
    .where('user_id', '=', userId)
    .$if(Boolean(except), query => query.where('id', '!=', except!))
    .execute()
  afterCommit(() => hints.emit('identity'))
}
