import { sql as raw } from 'kysely'
import { guaranteeOf } from '../placements/guarantee.ts'
import { firstInstant, plusDays } from '../time.ts'
import type { Write } from '../transaction.ts'
import { feeOf, taxOf } from './fee.ts'

/** The placement as the transaction has made it, with all that an invoice is made of. */
export const readPlacement = ({ sql }: Write, id: string) =>
  sql
    .selectFrom('placement as p')
    .innerJoin('service_terms as t', 't.id', 'p.service_terms_id')
    .innerJoin('users as u', 'u.id', 'p.candidate_id')
    .innerJoin('job_posting as j', 'j.id', 'p.job_id')
    .innerJoin('company as s', 's.id', 'p.staffing_company_id')
    .selectAll('p')
    .select([
      't.id as terms_id',
      't.terms',
      'u.name as candidate_name',
      'j.title as job_title',
      's.zone',
      's.tax_basis_points',
      raw<string | null>`to_char(p.joined_on, 'YYYY-MM-DD')`.as('joined_on'),
      raw<string | null>`to_char(p.left_on, 'YYYY-MM-DD')`.as('left_on'),
    ])
    .where('p.id', '=', id)
    // Who recruits for themselves owe themselves nothing.
    .whereRef('p.company_id', '<>', 'p.staffing_company_id')
    .executeTakeFirst()
export type Placement = NonNullable<Awaited<ReturnType<typeof readPlacement>>>

/** Why nothing is to be invoiced for it, in words; null if something is. Who left gets back by the terms what they say. */
export const reasonAgainst = ({ status, joined_on: joinedOn, left_on: leftOn, terms, reason }: Placement) => {
  const why = reason ? `: ${reason}` : '.'
  if (status === 'expected') return 'Nobody has joined yet.'
  if (status === 'postponed') return `The joining was postponed${why}`
  if (status === 'fell_through') return `The placement fell through${why}`
  if (status === 'joined' || !joinedOn || !leftOn || terms.rebate !== 'full') return null
  const { guaranteeDays, rebate } = terms
  const { isInside } = guaranteeOf({ joinedOn, guaranteeDays, rebate, on: leftOn })
  return isInside ? `Left on ${leftOn}, inside of the guarantee: the whole fee would be given back.` : null
}

/** What the invoice of a joining says, as long as it is not issued: its sum, and when the client is to see it. */
export const draftOf = (placement: Placement, joinedOn: string) => {
  const { terms, salary, salary_currency: currency, zone, tax_basis_points: taxBasisPoints } = placement
  const { net } = feeOf(
    terms,
    salary !== null && currency !== null ? { amount: Number(salary), currency } : null,
  )
  const tax = taxOf(net.amount, taxBasisPoints)
  const morning = (days: number) => firstInstant(`${plusDays(joinedOn, days)}T09:00`, zone)
  return {
    terms: JSON.stringify(terms),
    salary,
    salary_currency: currency,
    candidate_name: placement.candidate_name,
    job_title: placement.job_title,
    joined_on: joinedOn,
    currency: net.currency,
    net: String(net.amount),
    tax_basis_points: taxBasisPoints,
    tax: String(tax),
    gross: String(net.amount + tax),
    visible_at: morning(terms.invoiceDelayDays),
    due_at: morning(terms.invoiceDelayDays + terms.paymentDays),
  }
}
