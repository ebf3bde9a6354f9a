import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { conflict, notFound } from '../errors.ts'
import { creditNotePaper, invoicePaper } from './paper.ts'
import { findInvoice } from './queries.ts'

/** An invoice as a PDF, to whoever may read it. 409 for one that was cancelled before it was issued: it is no document. */
export const readInvoicePaper = async (actor: Actor, id: string, now: Date) => {
  const db = sqlOf(database().orm.em.fork())
  const row = await findInvoice(db, actor, id, now)
  if (row.status === 'cancelled') throw conflict('This invoice was cancelled before it was issued.')
  return invoicePaper(db, row)
}

/** A credit note as a PDF, to whoever may read its invoice. */
export const readCreditNotePaper = async (actor: Actor, id: string, now: Date) => {
  const db = sqlOf(database().orm.em.fork())
  const note = await db.selectFrom('credit_note').selectAll().where('id', '=', id).executeTakeFirst()
  if (!note) throw notFound()
  return creditNotePaper(db, note, await findInvoice(db, actor, note.invoice_id, now))
}
