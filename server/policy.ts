import type { Actor } from './actor.ts'
import { forbidden } from './errors.ts'

/** A feature's rights: `scope` is what an actor may see (as a where), `can` what they may do to a row they see. */
export interface Policy<Verb extends string, Row, Where> {
  scope(actor: Actor): Where
  can(actor: Actor, verb: Verb, row: Row): boolean
}

/** Throws 403 unless the actor may. Call it after the row was found through the scope. */
export const authorize = <Verb extends string, Row, Where>(
  policy: Policy<Verb, Row, Where>,
  verb: NoInfer<Verb>,
  actor: Actor,
  row: NoInfer<Row>,
) => {
  if (!policy.can(actor, verb, row)) throw forbidden()
}
