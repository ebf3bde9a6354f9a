import type { Actor } from '../actor.ts'
import { stale } from '../errors.ts'
import type { Write } from '../transaction.ts'
import { cutOf } from './policy.ts'
import { presentInvoiceDetails } from './presenter.ts'
import { invoiceRows, partRows, type InvoiceRow } from './queries.ts'

type Where = Pick<Write, 'sql' | 'now'>

/** All that hangs on an invoice that the actor may see, as they may see it. */
export const showParts = async ({ sql }: Pick<Write, 'sql'>, actor: Actor, row: InvoiceRow) =>
  presentInvoiceDetails[cutOf(actor)]({ row, ...(await partRows(sql, row.id)) })

/** Shared step: the invoice as this actor may see it, at this point of the transaction. */
export const showInvoice = async ({ sql, now }: Where, actor: Actor, id: string) =>
  showParts({ sql }, actor, await invoiceRows(sql, now).where('i.id', '=', id).executeTakeFirstOrThrow())

/** Shared step: 409 `stale` with the invoice as it is now, unless it is as the actor saw it, if they say which that was. */
export const checkVersion = async (
  write: Where,
  actor: Actor,
  row: InvoiceRow,
  version: number | undefined,
) => {
  if (version !== undefined && version !== row.version) throw stale(await showParts(write, actor, row))
}
