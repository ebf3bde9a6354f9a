import type { Request, Response } from 'express'
import { z } from 'zod'
import { route } from '../route.ts'
import { keysAnswer, sessionAnswer, signedInAnswer, statusAnswer } from './answers.ts'
import { changePassword } from './change-password.ts'
import { readKeys, readSession, readToken } from './read-session.ts'
import { requestCode } from './request-code.ts'
import { requestPasswordReset } from './request-password-reset.ts'
import { resetPassword } from './reset-password.ts'
import {
  addressInput,
  changePasswordInput,
  resetPasswordInput,
  sendCodeInput,
  signInByEmailInput,
  signInByPhoneInput,
  signUpInput,
  verifyEmailInput,
} from './schema.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { signUp } from './sign-up.ts'
import { verifyEmail } from './verify-email.ts'

const tag = 'Sign-in'
/** A form, in bytes: strangers may send these. */
const formLimit = 8 * 1_024
const ipOf = (request: Request) => request.ip ?? 'unknown'
const clientOf = (request: Request) => ({
  ip: ipOf(request),
  userAgent: (request.get('user-agent') ?? '').slice(0, 500),
})

/** Hands over what a sign-in is known by afterwards: the cookie, and for API clients the token. */
const withHeaders = async <Answer>(
  response: Response,
  made: Promise<{ headers: Headers; answer: Answer }>,
) => {
  const { headers, answer } = await made
  for (const cookie of headers.getSetCookie()) response.append('Set-Cookie', cookie)
  const token = headers.get('set-auth-token')
  if (token) response.set('set-auth-token', token)
  return answer
}

/** Paths, and the fields of bodies, are those of better-auth; only what stands here can be reached of it. */
export const authRoutes = [
  route({
    method: 'post',
    path: '/auth/sign-up/email',
    summary: 'Register as a candidate or a client; a code goes to the address',
    tag,
    who: 'everyone',
    body: signUpInput,
    limit: formLimit,
    answer: statusAnswer('verification_required').extend({ email: z.string() }),
    status: 202,
    errors: ['too_many_requests'],
    handle: ({ body, request }) => signUp(body, ipOf(request)),
  }),
  route({
    method: 'post',
    path: '/auth/email-otp/send-verification-otp',
    summary: 'Have another code sent',
    tag,
    who: 'everyone',
    body: sendCodeInput,
    limit: formLimit,
    answer: statusAnswer('accepted'),
    status: 202,
    errors: ['too_many_requests'],
    handle: ({ body, request }) => requestCode(body, ipOf(request)),
  }),
  route({
    method: 'post',
    path: '/auth/email-otp/verify-email',
    summary: 'Verify an address with the code; the account works from here on',
    tag,
    who: 'everyone',
    body: verifyEmailInput,
    limit: formLimit,
    answer: statusAnswer('verified'),
    errors: ['invalid_code', 'too_many_requests'],
    handle: ({ body, request }) => verifyEmail(body, ipOf(request)),
  }),
  route({
    method: 'post',
    path: '/auth/sign-in/email',
    summary: 'Sign in with address and password',
    tag,
    who: 'everyone',
    body: signInByEmailInput,
    limit: formLimit,
    answer: signedInAnswer,
    errors: ['unauthenticated', 'not_verified', 'deactivated', 'too_many_requests'],
    handle: ({ body: { email, password }, request, response }) =>
      withHeaders(response, signIn({ by: 'email', identifier: email, password }, clientOf(request))),
  }),
  route({
    method: 'post',
    path: '/auth/sign-in/phone-number',
    summary: 'Sign in with number and password',
    tag,
    who: 'everyone',
    body: signInByPhoneInput,
    limit: formLimit,
    answer: signedInAnswer,
    errors: ['unauthenticated', 'not_verified', 'deactivated', 'too_many_requests'],
    handle: ({ body: { phoneNumber, password }, request, response }) =>
      withHeaders(
        response,
        signIn({ by: 'phone_number', identifier: phoneNumber, password }, clientOf(request)),
      ),
  }),
  route({
    method: 'get',
    path: '/auth/get-session',
    summary: 'Who is signed in, and until when; null for nobody. Extends the session',
    tag,
    who: 'everyone',
    answer: sessionAnswer,
    handle: ({ actor, request, response }) => withHeaders(response, readSession(actor, request.headers)),
  }),
  route({
    method: 'get',
    path: '/auth/token',
    summary: 'A JWT of 30 minutes, made from the session. Extends the session',
    tag,
    who: 'signed_in',
    answer: z.strictObject({ token: z.string() }),
    handle: ({ request, response }) => withHeaders(response, readToken(request.headers)),
  }),
  route({
    method: 'get',
    path: '/auth/jwks',
    summary: 'The public keys of our JWTs',
    tag,
    who: 'everyone',
    answer: keysAnswer,
    handle: readKeys,
  }),
  route({
    method: 'post',
    path: '/auth/sign-out',
    summary: 'End the session, and with it its cookie, token and JWTs',
    tag,
    who: 'everyone',
    answer: statusAnswer('signed_out'),
    handle: ({ actor, request, response }) => withHeaders(response, signOut(actor, request.headers)),
  }),
  route({
    method: 'post',
    path: '/auth/request-password-reset',
    summary: 'Have a link to set a new password sent',
    tag,
    who: 'everyone',
    body: addressInput,
    limit: formLimit,
    answer: statusAnswer('accepted'),
    status: 202,
    errors: ['too_many_requests'],
    handle: ({ body, request }) => requestPasswordReset(body, ipOf(request)),
  }),
  route({
    method: 'post',
    path: '/auth/reset-password',
    summary: 'Set a password with a link from a mail; ends every session',
    tag,
    who: 'everyone',
    body: resetPasswordInput,
    limit: formLimit,
    answer: statusAnswer('password_changed'),
    errors: ['invalid_code', 'too_many_requests'],
    handle: ({ body, request }) => resetPassword(body, ipOf(request)),
  }),
  route({
    method: 'post',
    path: '/auth/change-password',
    summary: 'Change your password; ends your other sessions',
    tag,
    who: 'signed_in',
    body: changePasswordInput,
    limit: formLimit,
    answer: statusAnswer('password_changed'),
    errors: ['too_many_requests'],
    handle: ({ actor, body, request }) => changePassword(actor, body, ipOf(request)),
  }),
]
