import type { ProblemBody } from '../server/errors.ts'

/** What every event that is sent is answered with. */
export type Answer<Data> = { ok: true; data: Data } | { ok: false; error: ProblemBody }

/**
 * A refused command or join: the server's problem details; `offline` when it could not be sent in time, `unanswered`
 * when it was sent and no answer came, so that it may have been done.
 */
export class Refused extends Error {
  problem: ProblemBody
  constructor(problem: ProblemBody) {
    super(problem.detail)
    this.problem = problem
  }
}

/** A problem that this side has found by itself, without having been answered. */
export const localProblem = (code: string, detail: string): ProblemBody => ({
  type: `/api/docs/errors#${code}`,
  title: 'Not sent',
  status: 0,
  code,
  detail,
})

/** Does it after about these seconds, never all clients at once. */
export const later = (run: () => void, seconds = 1) => {
  setTimeout(run, seconds * 1_000 * (0.5 + Math.random()))
}
