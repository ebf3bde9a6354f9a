import { localDate } from '../time.ts'
import type { Write } from '../transaction.ts'

/**
 * Shared step: the next number of a series, from 1 on in each year of the issuer's own zone. Its row is held until the
 * transaction ends, and what is undone gives its number back: so there is never a gap. Take it late.
 */
export const nextNumber = async (
  { sql }: Pick<Write, 'sql'>,
  { kind, issuer, at }: { kind: 'invoice' | 'credit_note'; issuer: { id: string; zone: string }; at: Date },
) => {
  const year = Number(localDate(at, issuer.zone).slice(0, 4))
  const { last } = await sql
    .insertInto('number_series as n')
    .values({ staffing_company_id: issuer.id, kind, year, last: 1 })
    .onConflict(on =>
      on.columns(['staffing_company_id', 'kind', 'year']).doUpdateSet(eb => ({ last: eb('n.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return { year, number: last }
}
