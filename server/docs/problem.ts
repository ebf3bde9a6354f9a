import { errorCodes, type ErrorCode } from '../errors.ts'
import { problemAnswer } from '../problem-answer.ts'
import type { Route } from '../route.ts'

/** What any route answers when it has to refuse, whatever it does. */
const always: ErrorCode[] = [
  'validation',
  'malformed',
  'unauthenticated',
  'too_many_requests',
  'internal',
  'unavailable',
]

/** Every code this route may answer with: its own, and those its kind of route has. */
const codesOf = (route: Route): ErrorCode[] => [
  ...always,
  ...(route.who === 'everyone' ? [] : (['session_ended', 'forbidden'] as const)),
  ...(route.params ? (['not_found'] as const) : []),
  ...(route.method === 'get' ? [] : (['bad_origin'] as const)),
  ...(route.body ? (['too_large', 'unsupported_media_type'] as const) : []),
  ...(route.method === 'post' ? (['key_reused'] as const) : []),
  ...route.errors,
]

const retryAfter = {
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' as const } },
}

/** One answer per status; which codes it may carry, and what they mean, is in its description. */
export const problemAnswers = (route: Route) => {
  const byStatus = Map.groupBy(new Set(codesOf(route)), code => errorCodes[code][0])
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      `${status}` as `4${string}`,
      {
        description: codes.map(code => `\`${code}\`: ${errorCodes[code][1]}`).join('\n\n'),
        ...([429, 503].includes(status) && { headers: retryAfter }),
        content: { 'application/problem+json': { schema: problemAnswer } },
      },
    ]),
  )
}
