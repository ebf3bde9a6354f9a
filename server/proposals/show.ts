import type { Actor } from '../actor.ts'
import type { Write } from '../transaction.ts'
import { sideIn } from './policy.ts'
import { presentProposal } from './presenter.ts'
import { seekProposal } from './queries.ts'

/** Shared step: the proposal as this actor may see it, at this point of the transaction. */
export const show = async ({ sql }: Pick<Write, 'sql'>, actor: Actor, id: string) =>
  presentProposal[sideIn(actor)]((await seekProposal(sql, id))!)
