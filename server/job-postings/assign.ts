import type { EntityManager } from '@mikro-orm/postgresql'
import { Assignment, type IAssignment } from '../../db/entities/assignment.ts'
import { Company } from '../../db/entities/company.ts'
import type { IJobPosting } from '../../db/entities/job-posting.ts'
import { User, type Role } from '../../db/entities/user.ts'
import { newId } from '../../db/new-id.ts'
import type { Actor } from '../actor.ts'
import { invalid, stale, type FieldError } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { presentAssignments } from './assignments.ts'
import { policy } from './policy.ts'
import { assignmentsOf, findJobPosting, subjectOf } from './queries.ts'
import type { AssignInput } from './schema.ts'

type Lists = Pick<AssignInput, 'recruiters' | 'hiringManagers' | 'agencies'>

/** Those of these people who can be tied to the job in this way: active, of this company, in one of these roles. */
const assignable = async (em: EntityManager, ids: string[], company: string, roles: Role[]) =>
  (await em.find(User, { id: ids, company, role: roles, deactivatedAt: null }, { fields: ['id'] })).map(
    ({ id }) => id,
  )

/** Throws 400 with every id that cannot be assigned: unknown, deactivated, or of another company or kind. */
const checkLists = async (em: EntityManager, job: IJobPosting, lists: Lists) => {
  const staffing = job.staffingCompany.id
  const possible: Record<keyof Lists, string[]> = {
    recruiters: await assignable(em, lists.recruiters, staffing, ['recruiter', 'manager']),
    hiringManagers: await assignable(em, lists.hiringManagers, job.company.id, ['client']),
    agencies: (
      await em.find(Company, {
        id: lists.agencies,
        kind: 'agency',
        // One that works for another staffing company alone is not for us to invite
        $or: [{ servedBy: null }, { servedBy: staffing }],
      })
    ).map(({ id }) => id),
  }
  const errors = (Object.keys(possible) as (keyof Lists)[]).flatMap(list =>
    lists[list].flatMap((id, index): FieldError[] =>
      possible[list].includes(id)
        ? []
        : [
            {
              pointer: `/${list}/${index}`,
              code: 'not_assignable',
              detail: 'cannot be assigned to this job.',
            },
          ],
    ),
  )
  if (errors.length) throw invalid(errors)
}

const wantedOf = ({ recruiters, hiringManagers, agencies }: Lists) => [
  ...recruiters.map(user => ({ kind: 'recruiter' as const, user, company: null })),
  ...hiringManagers.map(user => ({ kind: 'hiring_manager' as const, user, company: null })),
  ...agencies.map(company => ({ kind: 'agency' as const, user: null, company })),
]

const keyOf = ({
  kind,
  user,
  company,
}: Pick<IAssignment, 'kind'> & { user?: unknown; company?: unknown }) => {
  const target = (user ?? company) as string | { id: string }
  return `${kind} ${typeof target === 'string' ? target : target.id}`
}

/**
 * Ties exactly these people and agencies to a job. An agency that is left out loses the job's board at once; of the
 * candidates it put forward it still learns what becomes of them, for its fee hangs on that.
 * 409 `stale` with the assignments as they are now, 400 for whoever cannot be assigned.
 */
export const assignJobPosting = (actor: Actor, { jobId, version, ...lists }: AssignInput) =>
  transaction(actor, async ({ em, now, record }) => {
    const job = await findJobPosting(em, actor, jobId, { lock: true })
    authorize(policy, 'assign', actor, await subjectOf(em, actor, job))
    if (version !== undefined && job.version !== version) throw stale(await presentAssignments(em, job))
    await checkLists(em, job, lists)

    const wanted = new Map(wantedOf(lists).map(one => [keyOf(one), one]))
    const before = await assignmentsOf(em, jobId)
    const kept = new Set(before.map(keyOf))
    const gone = before.filter(one => !wanted.has(keyOf(one)))
    const added = [...wanted.values()].filter(one => !kept.has(keyOf(one)))
    if (!gone.length && !added.length) return presentAssignments(em, job)

    for (const one of gone) em.remove(one)
    for (const one of added)
      em.create(Assignment, { ...one, id: newId(), job, assignedBy: actor.id, createdAt: now })
    job.version += 1
    job.updatedAt = now
    await em.flush()
    const lostAccess = gone.flatMap(({ company }) => (company ? [`agency:${company.id}`] : []))
    const assigned = added.flatMap(({ user, company }) => user ?? company ?? [])
    record('job.assigned', { jobId, lostAccess, assigned })
    const people = [...gone.map(({ user }) => user?.id), ...added.map(({ user }) => user)]
    for (const userId of new Set(people.filter(id => typeof id === 'string')))
      record('user.assigned', { userId })
    return presentAssignments(em, job)
  })
