import type { Kysely, Selectable } from 'kysely'
import type { InvoiceParty, Tables } from '../../db/tables.ts'
import type { InvoiceRow } from './queries.ts'

type Company = Selectable<Tables['company']>

export const buyerOf = ({ name, address, tax_id: taxId }: Company): InvoiceParty => ({ name, address, taxId })

/** Who is to be paid, and where; with the calendar of its dates. */
export const sellerOf = (company: Company): InvoiceParty => ({
  ...buyerOf(company),
  iban: company.iban,
  bic: company.bic,
  taxNote: company.tax_note,
  zone: company.zone,
})

/** The two companies of an invoice: as they were when it was issued, or as they would stand on it now. */
export interface Parties {
  seller: InvoiceParty
  buyer: InvoiceParty
}

export const partiesOf = async (db: Kysely<Tables>, row: InvoiceRow): Promise<Parties> => {
  if (row.seller && row.buyer) return { seller: row.seller, buyer: row.buyer }
  const ids = [row.staffing_company_id, row.company_id]
  const companies = await db.selectFrom('company').selectAll().where('id', 'in', ids).execute()
  const company = (id: string) => companies.find(company => company.id === id)!
  return { seller: sellerOf(company(row.staffing_company_id)), buyer: buyerOf(company(row.company_id)) }
}
