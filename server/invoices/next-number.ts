import { localDate } from '../time.ts'
import type { Write } from '../transaction.ts'

interface Asked {
  kind: 'invoice' | 'credit_note'
  issuer: { id: string; zone: string }
  at: Date
}

/**
 * Shared step: the next number of a series, from 1 on in each year of the issuer's own zone. Its row is held until the
 * transaction ends, and what is undone gives its number back: so there is never a gap. Take it late.
 */
export const nextNumber = async ({ send }: Pick<Write, 'send'>, { kind, issuer, at }: Asked) => {
  const year = Number(localDate(at, issuer.zone).slice(0, 4))
  const [row] = await send<{ last: number }>({
    name: 'next-number',
    text: `
      insert into number_series as s (staffing_company_id, kind, year, last) values ($1, $2, $3, 1)
      on conflict (staffing_company_id, kind, year) do update set last = s.last + 1
      returning last`,
    values: [issuer.id, kind, year],
  })
  return { year, number: row!.last }
}
