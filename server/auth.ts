import { betterAuth } from 'better-auth'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { fromNodeHeaders } from 'better-auth/node'
import { bearer, emailOTP, jwt } from 'better-auth/plugins'
import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { database, sqlOf } from '../db/database.ts'
import type { Role } from '../db/entities/user.ts'
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

/** The person behind the session of a JWT, if it is still one: not ended, not expired, the account not deactivated. */
const actorOfSession = async (sessionId: string): Promise<Actor | null> => {
  const row = await sqlOf(database().orm.em.fork())
    .selectFrom('session as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['u.id', 'u.name', 'u.role', 'u.company_id'])
    .where('s.id', '=', sessionId)
    .where('s.expires_at', '>', new Date())
    .where('u.deactivated_at', 'is', null)
    .executeTakeFirst()
  return row ? { id: row.id, name: row.name, role: row.role, companyId: row.company_id, sessionId } : null
}

const sessionIdOfJwt = async (token: string) => {
  const { payload } = await auth().api.verifyJWT({ body: { token } })
  return typeof payload?.sid === 'string' ? payload.sid : null
}

/**
 * Who a request or a socket handshake comes from: session cookie, bearer session token, or bearer JWT of a live session.
 * Only looks: a session is extended by `get-session` and `token`, which can hand its new cookie over.
 */
export const authenticate = async (headers: IncomingHttpHeaders): Promise<Actor | null> => {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (token?.split('.').length === 3) {
    const sessionId = await sessionIdOfJwt(token)
    return sessionId ? actorOfSession(sessionId) : null
  }
  const found = await auth().api.getSession({
    headers: fromNodeHeaders(headers),
    query: { disableRefresh: true },
  })
  if (!found || found.user.deactivatedAt) return null
  const { id, name, role, companyId } = found.user
  return { id, name, role: role as Role, companyId: companyId ?? null, sessionId: found.session.id }
}
