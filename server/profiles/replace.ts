import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../actor.ts'
import { forbidden } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { presentProfile } from './presenter.ts'
import { profileRow } from './queries.ts'
import type { ProfileInput } from './schema.ts'

const dayMs = 24 * 60 * 60 * 1000

/**
 * Puts this in the place of a candidate’s own profile. Cards and applications that show it are sent again. The same again
 * changes nothing, but that it still holds is known: once a day is enough for that.
 */
export const replaceProfile = (actor: Actor, input: ProfileInput) =>
  transaction(actor, async ({ sql, record, now }) => {
    if (actor.role !== 'candidate') throw forbidden()
    const before = await profileRow(sql, actor.id)
    const { headline = null, location = null, skills = [], experienceYears = null } = input
    const profile = { headline, location, skills, experience_years: experienceYears }
    const isSame = isDeepStrictEqual(before, profile)
    await sql
      .updateTable('candidate_profile')
      .set({ ...profile, updated_at: now })
      .where('user_id', '=', actor.id)
      .$if(isSame, query => query.where('updated_at', '<', new Date(now.getTime() - dayMs)))
      .execute()
    if (!isSame) record('user.updated', { userId: actor.id, seenByOthers: true })
    return presentProfile(profile)
  })
