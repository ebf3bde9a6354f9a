import { holderOfEmail, holdIdentifiers } from '../accounts/identifiers.ts'
import { makeInvited } from '../accounts/make-invited.ts'
import type { Actor } from '../actor.ts'
import { seekCandidate } from '../candidates/queries.ts'
import { candidateOwned, conflict, invalidField } from '../errors.ts'
import type { Write } from '../transaction.ts'
import type { ProposeInput } from './schema.ts'

type Named = Pick<ProposeInput, 'candidateId' | 'candidate'>

/**
 * Shared step: the candidate who is named, by the name and address that the actor knows them under. Whoever has no account gets one,
 * as somebody invited does. 400 for an id that the actor cannot look up. An address whose owner cannot be put forward is
 * refused: to an agency in the words of every refusal, so that they tell nothing of the person.
 */
export const personNamed = async (write: Write, actor: Actor, { candidateId, candidate }: Named) => {
  if (candidateId !== undefined) {
    const known = await seekCandidate(write.sql, actor, candidateId)
    if (!known) throw invalidField('/candidateId', 'unknown', 'is no candidate that you can see.')
    const knowsEmail = known.is_reachable || actor.role === 'agency'
    return { id: known.id, name: known.name, email: knowsEmail ? known.email : null }
  }
  const { name, email } = candidate!
  await holdIdentifiers(write, [email])
  const holder = await holderOfEmail(write, email)
  if (!holder || holder.isPending) {
    const { id } = await makeInvited(write, { name, email, role: 'candidate' }, null)
    return { id, name, email }
  }
  if (holder.role !== 'candidate' || holder.deactivated_at)
    throw actor.role === 'agency'
      ? candidateOwned()
      : conflict('This address belongs to somebody who cannot be put forward.')
  return { id: holder.id, email, name: actor.role === 'agency' ? name : holder.name }
}

/** One at a time for one person, as when they apply: of two at once the second finds what the first did. */
export const holdPerson = ({ sql }: Pick<Write, 'sql'>, id: string) =>
  sql.selectFrom('users').select('id').where('id', '=', id).forNoKeyUpdate().execute()
