import { STATUS_CODES } from 'node:http'

export interface FieldError {
  /** JSON pointer into the input: `/salary/amount`. */
  pointer: string
  code: string
  detail: string
}

/** RFC 9457 problem details, the body of every error over HTTP and the `error` of every refused socket ack. */
export interface ProblemBody {
  type: string
  title: string
  status: number
  code: string
  detail: string
  requestId?: string
  errors?: FieldError[]
  /** 409 `stale`, `proposal_open`, `proposal_closed`: the thing as it is now. */
  current?: unknown
  /** 409 `invalid_transition`: the stages that are allowed. */
  allowed?: string[]
  retryAfterSeconds?: number
}

type Extra = Pick<ProblemBody, 'errors' | 'current' | 'allowed' | 'retryAfterSeconds'>

/** The one error class. Thrown by the factories below, turned into an answer at the edges. */
export class Problem extends Error {
  status: number
  code: string
  extra: Extra
  constructor(status: number, code: string, detail: string, extra: Extra = {}) {
    super(detail)
    this.status = status
    this.code = code
    this.extra = extra
  }
}

export const problemBody = (problem: Problem, requestId?: string): ProblemBody => ({
  type: `/api/docs/errors#${problem.code}`,
  title: STATUS_CODES[problem.status] ?? 'Error',
  status: problem.status,
  code: problem.code,
  detail: problem.message,
  ...(requestId && { requestId }),
  ...problem.extra,
})

/** Every code there is, with what it means; the page behind a problem's `type` is made from it. */
export const errorCodes = {
  validation: [400, 'The input does not fit: each wrong field is named in `errors`.'],
  malformed: [400, 'The request could not be read at all, for example broken JSON.'],
  unauthenticated: [401, 'Nobody is signed in, or the credentials are wrong.'],
  session_ended: [401, 'The session has ended, or the person’s role has changed: sign in again.'],
  not_verified: [403, 'The e-mail address is not verified yet.'],
  deactivated: [403, 'The account is deactivated.'],
  forbidden: [403, 'You are signed in, but this is not yours to do.'],
  bad_origin: [403, 'The request came from a page of another origin.'],
  not_found: [404, 'It does not exist, or you may not see it.'],
  method_not_allowed: [405, 'The path exists, but not with this method.'],
  stale: [409, 'It has changed since you saw it: `current` is how it is now.'],
  invalid_transition: [409, 'This step is not possible from here: `allowed` lists those that are.'],
  job_closed: [409, 'The job takes no applications.'],
  already_applied: [409, 'You have applied to this job before.'],
  candidate_owned: [409, 'This candidate cannot be put forward to this employer by you now.'],
  no_openings: [409, 'Every opening of this job is filled.'],
  proposal_open: [409, 'A proposal is on the table already: `current` is it.'],
  proposal_closed: [409, 'This proposal is not open any more: `current` is the one that stands now.'],
  slot_taken: [409, 'Somebody who is needed is busy at that time: `errors` says who, and at which time.'],
  not_proposed: [409, 'It does not wait for a decision, or not any more: `current` is how it is now.'],
  more_than_left: [409, 'The amount is more than is left: `current` is the invoice as it is now.'],
  conflict: [409, 'It collides with something that exists.'],
  too_large: [413, 'The body or frame is too large.'],
  unsupported_media_type: [415, 'Only application/json is understood here.'],
  key_reused: [422, 'This key was used before with other content.'],
  invalid_code: [400, 'The code or link is wrong, used up or expired.'],
  too_many_requests: [429, 'Too many requests: wait as long as `Retry-After` says.'],
  no_ack: [400, 'The event needs an acknowledgement callback.'],
  unknown_event: [400, 'There is no such event.'],
  too_many_rooms: [409, 'One connection is in at most 50 rooms.'],
  internal: [500, 'A fault of ours. The request id finds it in the logs.'],
  unavailable: [503, 'The service cannot do this now; try again shortly.'],
} as const satisfies Record<string, readonly [number, string]>
export type ErrorCode = keyof typeof errorCodes

const problem = (code: ErrorCode, detail: string = errorCodes[code][1], extra?: Extra) =>
  new Problem(errorCodes[code][0], code, detail, extra)

export const invalid = (errors: FieldError[]) =>
  problem('validation', errors.map(error => `${error.pointer || 'The input'}: ${error.detail}`).join(' '), {
    errors,
  })
export const invalidField = (pointer: string, code: string, detail: string) =>
  invalid([{ pointer, code, detail }])
export const malformed = (detail?: string) => problem('malformed', detail)
export const unauthenticated = (detail = 'Sign in first.') => problem('unauthenticated', detail)
export const sessionEnded = () => problem('session_ended')
export const forbidden = (detail = 'This is not yours to do.') => problem('forbidden', detail)
export const badOrigin = () => problem('bad_origin')
/** One text for all: what you may not see answers exactly like what does not exist. */
export const notFound = () => problem('not_found', 'There is nothing here that you can see.')
export const methodNotAllowed = () => problem('method_not_allowed')
export const stale = (current: unknown) => problem('stale', 'It has changed since you saw it.', { current })
export const invalidTransition = (from: string, allowed: string[], current?: unknown) =>
  problem(
    'invalid_transition',
    allowed.length
      ? `From ${from} the possible steps are: ${allowed.join(', ')}.`
      : `Nothing leaves ${from} for you.`,
    { allowed, ...(current !== undefined && { current }) },
  )
export const jobClosed = () => problem('job_closed')
export const alreadyApplied = (current: unknown, detail?: string) =>
  problem('already_applied', detail, { current })
/** Without a detail it is the one answer for all reasons: it tells neither who else there is nor that the person is known. */
export const candidateOwned = (detail?: string) => problem('candidate_owned', detail)
/** A submission that has been answered, taken back or has expired, in these words. */
export const submissionClosed = (detail: string, current: unknown) =>
  problem('invalid_transition', detail, { allowed: [], current })
export const noOpenings = () => problem('no_openings')
export const proposalOpen = (current: unknown) => problem('proposal_open', undefined, { current })
export const proposalClosed = (current: unknown) => problem('proposal_closed', undefined, { current })
export const slotTaken = (errors: FieldError[]) =>
  problem('slot_taken', [...new Set(errors.map(({ detail }) => detail))].join(' '), { errors })
export const notProposed = (current: unknown) => problem('not_proposed', undefined, { current })
export const moreThanLeft = (detail: string, current: unknown) =>
  problem('more_than_left', detail, { current })
export const conflict = (detail: string) => problem('conflict', detail)
export const tooLarge = () => problem('too_large')
export const unsupportedMediaType = () => problem('unsupported_media_type')
export const keyReused = () => problem('key_reused')
export const invalidCode = (detail?: string) => problem('invalid_code', detail)
export const tooManyRequests = (seconds: number) =>
  problem('too_many_requests', `Too many requests. Try again in ${seconds} s.`, {
    retryAfterSeconds: seconds,
  })
export const noAck = () => problem('no_ack')
export const unknownEvent = (name: string) =>
  problem('unknown_event', `There is no event “${name.slice(0, 60)}”.`)
export const tooManyRooms = () => problem('too_many_rooms')
export const unavailable = () => problem('unavailable', undefined, { retryAfterSeconds: 1 })
const internal = () => problem('internal')
export const notVerified = () => problem('not_verified')
export const deactivated = () => problem('deactivated')

/** What PostgreSQL calls the fault behind this error, if it is one of its own: its SQLSTATE. */
const sqlStates = (error: unknown): string[] => {
  const { code, cause } = (error ?? {}) as { code?: string; cause?: unknown }
  return [...(typeof code === 'string' ? [code] : []), ...(cause instanceof Error ? sqlStates(cause) : [])]
}

/**
 * Two transactions got in each other's way, and one was undone: a deadlock, a serialization failure, or an exclusion
 * constraint, behind which a look beforehand had found nothing. Done once more it succeeds, or learns why it cannot.
 */
export const isCollision = (error: unknown) =>
  sqlStates(error).some(state => ['40P01', '40001', '23P01'].includes(state))

/** A row could not be deleted, since another one refers to it. */
export const isReferredTo = (error: unknown) => sqlStates(error).includes('23503')

const busyStates = new Set([
  '55P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '25P03',
  '40P01',
  '40001',
  '23P01',
])
const lostConnection =
  /ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|timeout exceeded when trying to connect/

/** What anything thrown means to the caller: a Problem as it is, a database that is away 503, the rest 500. */
export const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error
  if (sqlStates(error).some(state => busyStates.has(state))) return unavailable()
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (lostConnection.test(`${(cause as { code?: string }).code} ${cause.message}`)) return unavailable()
  return internal()
}
