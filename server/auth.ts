import { betterAuth } from 'better-auth'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { fromNodeHeaders } from 'better-auth/node'
import { bearer, emailOTP, jwt } from 'better-auth/plugins'
import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { sql as raw } from 'kysely'
import { database, sqlOf } from '../db/database.ts'
import { builder, pooled, prepare } from '../db/statement.ts'
import { newId } from '../db/new-id.ts'
import {
  accountTable,
  jwksTable,
  sessionTable,
  userTable,
  verificationTable,
} from './accounts/auth-tables.ts'
import { becomeVerifiedByCode } from './accounts/become-verified.ts'
import { codeMinutes, codeTries, passwordLength } from './accounts/schema.ts'
import type { Actor } from './actor.ts'
import { env } from './env.ts'
import { deactivated, notVerified } from './errors.ts'
import { gather } from './gather.ts'
import { logger } from './logger.ts'
import { transaction } from './transaction.ts'

/** The last guard of every way in: nobody who is deactivated or not verified gets a session. */
const guardSession = async ({ userId }: { userId: string }) => {
  const person = await sqlOf(database().orm.em.fork())
    .selectFrom('users')
    .select(['email_verified', 'deactivated_at'])
    .where('id', '=', userId)
    .executeTakeFirst()
  if (person?.deactivated_at) throw deactivated()
  if (!person?.email_verified) throw notVerified()
}

const makeAuth = () =>
  betterAuth({
    appName: 'Hirewire',
    baseURL: env().PUBLIC_URL,
    basePath: '/api/auth',
    secret: env().AUTH_SECRET,
    database: database().pool,
    telemetry: { enabled: false },
    // Its warnings are of everyday things, such as a wrong password.
    logger: {
      log: (level, message) => logger()[level === 'error' ? 'error' : 'debug'](`better-auth: ${message}`),
    },
    trustedOrigins: [env().PUBLIC_URL, ...env().ALLOWED_ORIGINS],
    // Ours count before it is asked: see accounts/limits.ts.
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: newId },
      cookiePrefix: 'hirewire',
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    emailVerification: {
      // The code was right. What follows from it is one transaction, before anybody hears that it was.
      beforeEmailVerification: ({ id }) => transaction(null, write => becomeVerifiedByCode(write, id)),
    },
    databaseHooks: { session: { create: { before: guardSession } } },
    user: userTable,
    session: sessionTable,
    account: accountTable,
    verification: verificationTable,
    plugins: [
      bearer(),
      jwt({
        schema: jwksTable,
        // Otherwise every look at a session would sign one
        disableSettingJwtHeader: true,
        jwt: {
          expirationTime: '30m',
          definePayload: ({ user, session }) => ({
            id: user.id,
            email: user.email,
            role: user.role as string,
            phone: user.phoneNumber as string | null,
            sid: session.id,
          }),
        },
      }),
      emailOTP({
        otpLength: 6,
        expiresIn: codeMinutes * 60,
        allowedAttempts: codeTries,
        // Six digits are found from a plain hash in no time; from this one not without the secret.
        storeOTP: {
          hash: async code => createHmac('sha256', env().AUTH_SECRET).update(code).digest('base64url'),
        },
        disableSignUp: true,
        // Codes are made and mailed by the send-code job
        sendVerificationOTP: async () => {},
      }),
    ],
  })

/** We tell better-auth where a request comes from under this name, having decided which proxies are believed. */
export const clientAddressHeader = 'x-client-address'

let current: ReturnType<typeof makeAuth> | undefined

/** better-auth, behind our own routes: it is not mounted, so what we do not declare cannot be reached. */
export const auth = () => (current ??= makeAuth())

const sessions = builder
  .selectFrom('session as s')
  .innerJoin('users as u', 'u.id', 's.user_id')
  .select(['s.id', 's.token', 'u.id as user_id', 'u.name', 'u.role', 'u.company_id'])
  .where('s.expires_at', '>', new Date(0))
  .where('u.deactivated_at', 'is', null)
const sessionsById = prepare('sessions-by-id', sessions.where('s.id', '=', raw<string>`any(${[]}::uuid[])`))
const sessionsByToken = prepare(
  'sessions-by-token',
  sessions.where('s.token', '=', raw<string>`any(${[]}::text[])`),
)

/**
 * The person behind each of these sessions, if it is still one: not ended, not expired, the account not deactivated.
 * Requests that come together are asked for together.
 */
const actorsBy = (key: 'id' | 'token', read: typeof sessionsById) =>
  gather(
    async (keys: string[]): Promise<(Actor | null)[]> => {
      const rows = new Map((await read(pooled, new Date(), keys)).map(row => [row[key], row]))
      return keys.map(given => {
        const row = rows.get(given)
        if (!row) return null
        const { id: sessionId, user_id: id, name, role, company_id: companyId } = row
        return { id, name, role, companyId, sessionId }
      })
    },
    { most: 200, lanes: 1 },
  )
const actorOfSession = actorsBy('id', sessionsById)
const actorOfToken = actorsBy('token', sessionsByToken)

const sessionIdOfJwt = async (token: string) => {
  const { payload } = await auth().api.verifyJWT({ body: { token } })
  return typeof payload?.sid === 'string' ? payload.sid : null
}

const rememberedMost = 10_000
/** A cookie has some 200 characters; with what somebody adds to it the memory would be theirs to fill. */
const rememberedLength = 2_000

/**
 * Which session a cookie belongs to, once better-auth has checked its signature. That never changes, so it may be
 * remembered; whether the session is still one is asked of the database each time.
 */
const sessionOf = new Map<string, string>()

const remember = (credentials: string, sessionId: string) => {
  const [oldest] = sessionOf.keys()
  if (sessionOf.size >= rememberedMost) sessionOf.delete(oldest!)
  sessionOf.set(credentials, sessionId)
}

const sessionIdOf = async (headers: IncomingHttpHeaders) => {
  const credentials = JSON.stringify([headers.authorization, headers.cookie])
  const known = sessionOf.get(credentials)
  if (known) return known
  const found = await auth().api.getSession({
    headers: fromNodeHeaders(headers),
    query: { disableRefresh: true },
  })
  if (found && credentials.length <= rememberedLength) remember(credentials, found.session.id)
  return found?.session.id ?? null
}

/**
 * Who a request or a socket handshake comes from: session cookie, bearer session token, or bearer JWT of a live session.
 * Only looks: a session is extended by `get-session` and `token`, which can hand its new cookie over.
 */
export const authenticate = async (headers: IncomingHttpHeaders): Promise<Actor | null> => {
  if (headers.authorization === undefined && headers.cookie === undefined) return null
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  const parts = token?.split('.').length
  // A session token is as it stands in the database; with a signature behind a dot it is checked like a cookie.
  if (parts === 1) return actorOfToken(token!)
  const sessionId = await (parts === 3 ? sessionIdOfJwt(token!) : sessionIdOf(headers))
  return sessionId ? actorOfSession(sessionId) : null
}
