import { sql as raw } from 'kysely'
import { exactMoney } from '../../templates/web/words.ts'
import type { Actor } from '../actor.ts'
import { conflict, invalidField, moreThanLeft } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction, type Write } from '../transaction.ts'
import { creditOfAmount, creditOfGuarantee, leftToCredit, type CreditSum } from './credit-sums.ts'
import { policy } from './policy.ts'
import { creditNoteRows, holdInvoice, subjectOf, type CreditNoteRow, type InvoiceRow } from './queries.ts'
import type { CreditInput } from './schema.ts'
import { checkVersion, showInvoice, showParts } from './show.ts'
import { writeCreditNote } from './write-credit-note.ts'

interface Asked extends Pick<CreditInput, 'amount'> {
  row: InvoiceRow
  left: CreditSum
  notes: CreditNoteRow[]
}

const leftOn = async ({ sql }: Write, { placement_id: id }: InvoiceRow) => {
  const { day } = await sql
    .selectFrom('placement')
    .select(raw<string | null>`to_char(left_on, 'YYYY-MM-DD')`.as('day'))
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return day
}

/** What each kind takes back, or null if that is more than is left. */
const sums: Record<
  CreditInput['kind'],
  (write: Write, asked: Asked) => Promise<(CreditSum & { computation?: object }) | null>
> = {
  full: async (_write, { left }) => left,
  amount: async (_write, { row, left, amount }) => {
    if (!amount) throw invalidField('/amount', 'required', 'How much is to be credited?')
    if (amount.currency !== row.currency)
      throw invalidField('/amount/currency', 'other_currency', `The invoice is in ${row.currency}.`)
    return creditOfAmount(row, left, amount.amount)
  },
  guarantee: async (write, { row, left, notes }) => {
    if (notes.some(({ kind }) => kind === 'guarantee')) throw conflict('The guarantee was answered before.')
    const day = await leftOn(write, row)
    if (day === null) throw conflict('Nobody has left: the guarantee gives nothing back.')
    const rebate = creditOfGuarantee({ ...row, leftOn: day })
    if (!rebate) throw conflict(`By the terms the guarantee gives nothing back for who left on ${day}.`)
    return rebate.net <= left.net && rebate.tax <= left.tax ? rebate : null
  },
}

/**
 * Answers an issued invoice with a credit note of its own number: all that is left, what the guarantee gives back, or an
 * amount. Nothing else ever takes back what was invoiced. 409 `more_than_left` for more than was not credited before,
 * `conflict` where there is nothing to credit.
 */
export const creditInvoice = (actor: Actor, { invoiceId, kind, amount, reason, version }: CreditInput) =>
  transaction(actor, async write => {
    const { sql, now } = write
    const row = await holdInvoice(sql, actor, invoiceId, now)
    authorize(policy, 'credit', actor, subjectOf(row))
    await checkVersion(write, actor, row, version)
    if (row.status !== 'issued') throw conflict('Nothing is credited on an invoice before it is issued.')
    if (kind !== 'amount' && amount)
      throw invalidField('/amount', 'not_here', 'Only the kind `amount` takes one.')
    const notes = await creditNoteRows(sql, invoiceId)
    const left = leftToCredit(row, notes)
    if (!(left.net + left.tax)) throw conflict('All of this invoice was credited before.')
    const sum = await sums[kind](write, { row, left, notes, amount })
    if (!sum)
      throw moreThanLeft(
        `Only ${exactMoney({ amount: left.net + left.tax, currency: row.currency })} are left to be credited.`,
        await showParts(write, actor, row),
      )

    await writeCreditNote(write, row, { ...sum, kind, reason, at: now })
    return showInvoice(write, actor, invoiceId)
  })
