import { database } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { isAssigned } from '../applications/queries.ts'
import { requestContext, withContext } from '../context.ts'
import { forbidden, Problem, problemBody } from '../errors.ts'
import { findJob } from '../job-postings/queries.ts'
import { decideOnApplication, type Under } from './decide.ts'
import type { DecideInput, Decision } from './schema.ts'

/** Each decision is a command of its own: sent again under one key, what was done before is not done again. */
const underItsOwnId = <Answer>({ applicationId }: Decision, decide: () => Promise<Answer>) => {
  const context = requestContext()
  if (!context?.command) return decide()
  const command = { ...context.command, id: `${context.command.id} ${applicationId}` }
  return withContext({ ...context, command }, decide)
}

/** What is wrong with the whole request is no outcome of one of its decisions. */
const ofTheWhole = (problem: Problem) => problem.status === 401 || problem.code === 'key_reused'

/**
 * Several decisions at once, each with an outcome of its own: one that fails does not stop the others. 404 unless the
 * actor sees the job, 403 unless they are its hiring manager.
 */
export const decideSeveral = async (
  actor: Actor,
  { jobId, decisions }: DecideInput & { jobId: string },
  check?: Under['check'],
) => {
  await findJob(pooled, actor, jobId)
  if (!(await isAssigned(database().orm.em.fork(), actor, jobId))) throw forbidden()
  const under = { jobId, ...(check && { check }) }

  const outcomeOf = async (decision: Decision) => {
    const { applicationId } = decision
    try {
      const application = await underItsOwnId(decision, () => decideOnApplication(actor, decision, under))
      return { applicationId, ok: true, application }
    } catch (error) {
      if (!(error instanceof Problem) || ofTheWhole(error)) throw error
      return { applicationId, ok: false, error: problemBody(error, requestContext()?.requestId) }
    }
  }
  return { data: await Promise.all(decisions.map(outcomeOf)) }
}
