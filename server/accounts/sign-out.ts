import { fromNodeHeaders } from 'better-auth/node'
import type { IncomingHttpHeaders } from 'node:http'
import type { Actor } from '../actor.ts'
import { auth } from '../auth.ts'
import { hints } from '../hints.ts'
import { transaction } from '../transaction.ts'

/**
 * Ends the session this came with: its cookie, its token and the JWTs made from it are good for nothing from here on.
 * Without one there is nothing to end, and the cookie is taken back all the same. Gives the headers that do it.
 */
export const signOut = async (actor: Actor | null, requestHeaders: IncomingHttpHeaders) => {
  if (actor?.sessionId)
    await transaction(null, async ({ sql, afterCommit }) => {
      await sql.deleteFrom('session').where('id', '=', actor.sessionId).execute()
      afterCommit(() => hints.emit('identity'))
    })
  const { headers } = await auth().api.signOut({
    headers: fromNodeHeaders(requestHeaders),
    returnHeaders: true,
  })
  return { headers, answer: { status: 'signed_out' as const } }
}
