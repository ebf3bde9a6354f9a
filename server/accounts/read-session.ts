import { APIError } from 'better-auth'
import { fromNodeHeaders } from 'better-auth/node'
import type { IncomingHttpHeaders } from 'node:http'
import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { auth } from '../auth.ts'
import { unauthenticated } from '../errors.ts'
import { presentMe } from './presenter.ts'
import { meRow } from './queries.ts'

/** Who is signed in, and until when; null for nobody. Extends the session once a day: the headers carry its new cookie. */
export const readSession = async (actor: Actor | null, requestHeaders: IncomingHttpHeaders) => {
  const { headers } = await auth().api.getSession({
    headers: fromNodeHeaders(requestHeaders),
    returnHeaders: true,
  })
  const sql = sqlOf(database().orm.em.fork())
  const session = await sql
    .selectFrom('session')
    .select(['id', 'user_id', 'expires_at'])
    .where('id', '=', actor?.sessionId ?? null)
    .executeTakeFirst()
  if (!session) return { headers, answer: null }
  const user = presentMe(await meRow(sql, session.user_id))
  return {
    headers,
    answer: { session: { id: session.id, expiresAt: session.expires_at.toISOString() }, user },
  }
}

/**
 * A JWT of 30 minutes, for API clients: who, in which role, of which session. A new one needs the session itself, by
 * cookie or token, not an old JWT: 401. Extends the session as `readSession` does.
 */
export const readToken = async (requestHeaders: IncomingHttpHeaders) => {
  try {
    const { headers, response } = await auth().api.getToken({
      headers: fromNodeHeaders(requestHeaders),
      returnHeaders: true,
    })
    return { headers, answer: { token: response.token } }
  } catch (error) {
    if (error instanceof APIError && error.statusCode === 401)
      throw unauthenticated('A new token is made from the session, not from a token.')
    throw error
  }
}

/** The public keys that JWTs are checked with. */
export const readKeys = () => auth().api.getJwks()
