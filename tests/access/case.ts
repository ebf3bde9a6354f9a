import { database } from '../../db/database.ts'
import type { Stage } from '../../db/entities/application.ts'
import { assign, makeApplication, makeJob } from '../support/world.ts'
import { markers } from './markers.ts'
import type { World } from './seats.ts'
import { makers, type Extra } from './together.ts'

/** A job of its own for one question, with everybody tied to it who is or was, and one application by the candidate. */
export const makeCase = async (
  world: World,
  {
    status = 'open',
    stage = 'screening',
    has,
  }: { status?: string; stage?: Stage; has?: Extra | undefined } = {},
) => {
  const { seats } = world
  const job = await makeJob({
    company: world.employer,
    staffing: world.staffing,
    by: seats.manager,
    status,
    openings: 9,
  })
  await assign(job, 'recruiter', { user: seats.recruiter }, seats.manager)
  await assign(job, 'recruiter', { user: seats.formerRecruiter }, seats.manager)
  await assign(job, 'hiring_manager', { user: seats.client }, seats.manager)
  await assign(job, 'hiring_manager', { user: seats.formerClient }, seats.manager)
  await assign(job, 'agency', { company: world.agency }, seats.manager)
  const application = await makeApplication(job, seats.candidate, {
    stage,
    shortlist: stage === 'screening' ? 'proposed' : 'none',
    agency: world.agency,
  })
  const { pool } = database()
  await pool.query(
    `update application set cover_letter = $2, expected_salary = $3, expected_salary_currency = 'EUR' where id = $1`,
    [application, markers.letter, markers.salary],
  )
  await pool.query(
    `insert into application_history (id, application_id, from_stage, to_stage, by_id, by_name, reason, at)
     values (gen_random_uuid(), $1, 'applied', 'screening', $2, $4, $3, now() + interval '1 second')`,
    [application, seats.recruiter.id, markers.staffReason, seats.recruiter.name],
  )
  const one = { job, application }
  const ids: Record<string, string> = has ? await makers[has](world, one) : {}
  return { ...one, ids }
}

/** A path with the ids of what is asked for: the question's own, or those of the case by their names. */
export const pathOf = (path: string, { id }: { id?: string }, one: Awaited<ReturnType<typeof makeCase>>) =>
  path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    name === 'id' ? (id ?? one.application) : (one.ids[name] ?? one.ids[name.replace('Id', '')] ?? name),
  )
