import type { EntityManager } from '@mikro-orm/postgresql'
import { CandidateProfile } from '../../db/entities/candidate-profile.ts'
import type { IUser } from '../../db/entities/user.ts'

/** Shared step: whoever becomes a candidate has a profile, empty at first; who was one before has theirs still. */
export const giveProfile = async (em: EntityManager, user: IUser, now: Date) => {
  if (!(await em.count(CandidateProfile, { user: user.id })))
    em.create(CandidateProfile, { user, skills: [], createdAt: now, updatedAt: now })
}
