import { betterAuth } from 'better-auth'
import { fromNodeHeaders } from 'better-auth/node'
import { bearer, emailOTP, jwt } from 'better-auth/plugins'
import type { IncomingHttpHeaders } from 'node:http'
import { database, sqlOf } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import type { Actor } from './actor.ts'
import { env } from './env.ts'

const makeAuth = () =>
  betterAuth({
    appName: 'Hirewire',
    baseURL: env().PUBLIC_URL,
    basePath: '/api/auth',
    secret: env().AUTH_SECRET,
    database: database().pool,
    telemetry: { enabled: false },
    trustedOrigins: [env().PUBLIC_URL, ...env().ALLOWED_ORIGINS],
    rateLimit: { enabled: false },
    advanced: { database: { generateId: newId }, cookiePrefix: 'hirewire' },
    emailAndPassword: { enabled: true, requireEmailVerification: true, minPasswordLength: 10 },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        companyId: { type: 'string', required: false, input: false, fieldName: 'company_id' },
        phoneNumber: { type: 'string', required: false, input: false, fieldName: 'phone_number' },
      },
    },
    session: {
      modelName: 'session',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'account',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    plugins: [
      bearer(),
      jwt({
        schema: {
          jwks: {
            fields: {
              publicKey: 'public_key',
              privateKey: 'private_key',
              createdAt: 'created_at',
              expiresAt: 'expires_at',
            },
          },
        },
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
        expiresIn: 600,
        allowedAttempts: 3,
        storeOTP: 'hashed',
        disableSignUp: true,
        sendVerificationOTP: async () => {},
      }),
    ],
  })

let current: ReturnType<typeof makeAuth> | undefined
export const auth = () => (current ??= makeAuth())

/** The person behind a session, if it is still one: not ended, not expired, the account not deactivated. */
export const actorOfSession = async (sessionId: string): Promise<Actor | null> => {
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

/** Who a request or a socket handshake comes from: session cookie, bearer session token, or bearer JWT of a live session. */
export const authenticate = async (headers: IncomingHttpHeaders): Promise<Actor | null> => {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (token?.split('.').length === 3) {
    const sessionId = await sessionIdOfJwt(token)
    return sessionId ? actorOfSession(sessionId) : null
  }
  const found = await auth().api.getSession({ headers: fromNodeHeaders(headers) })
  return found ? actorOfSession(found.session.id) : null
}
