import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../actor.ts'
import { forbidden } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { presentProfile } from './presenter.ts'
import { profileRow } from './queries.ts'
import type { ProfileInput } from './schema.ts'

/**
 * Puts this in the place of a candidate’s own profile. Cards and applications that show it are sent again. The same again
 * says that it still holds: nobody hears of it, but that it was looked at is known.
 */
export const replaceProfile = (actor: Actor, input: ProfileInput) =>
  transaction(actor, async ({ sql, record, now }) => {
    if (actor.role !== 'candidate') throw forbidden()
    const before = await profileRow(sql, actor.id)
    const { headline = null, location = null, skills = [], experienceYears = null } = input
    const profile = { headline, location, skills, experience_years: experienceYears }
    await sql
      .updateTable('candidate_profile')
      .set({ ...profile, updated_at: now })
      .where('user_id', '=', actor.id)
      .execute()
    if (!isDeepStrictEqual(before, profile)) record('user.updated', { userId: actor.id, seenByOthers: true })
    return presentProfile(profile)
  })
