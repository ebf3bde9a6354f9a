import { percentText } from './amounts.ts'
import { ibanText } from './words.ts'

/** What stands on a company's invoices, as the API tells it. */
export interface Billing {
  version: number
  zone: string
  address: string | null
  taxId: string | null
  iban?: string | null
  bic?: string | null
  taxBasisPoints: number
  taxNote: string | null
  billingEmail: string | null
  contacts: { id: string }[]
}

/** The same as the fields of its form show it. Pure: the server paints it, and the page when somebody else has saved. */
export const billingFields = (billing: Billing) => ({
  zone: billing.zone,
  address: billing.address ?? '',
  taxId: billing.taxId ?? '',
  iban: ibanText(billing.iban ?? ''),
  bic: billing.bic ?? '',
  tax: percentText(billing.taxBasisPoints),
  taxNote: billing.taxNote ?? '',
  billingEmail: billing.billingEmail ?? '',
})
