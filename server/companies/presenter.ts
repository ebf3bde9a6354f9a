import { z } from 'zod'
import { companyKinds, type ICompany } from '../../db/entities/company.ts'
import type { Actor } from '../actor.ts'
import { seesAccount } from './policy.ts'
import type { BillingRow } from './queries.ts'

export const companyAnswer = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    kind: z.enum(companyKinds),
    website: z.string().nullable(),
    industry: z.string().nullable(),
    location: z.string().nullable(),
    servedBy: z
      .strictObject({ id: z.uuid(), name: z.string() })
      .nullable()
      .meta({ description: 'Who recruits for this employer: itself where it recruits in-house.' }),
  })
  .meta({ id: 'Company' })

/** A company, the same for everybody who may see it. Needs `servedBy` loaded. */
export const presentCompany = (company: ICompany) => ({
  id: company.id,
  name: company.name,
  kind: company.kind,
  website: company.website ?? null,
  industry: company.industry ?? null,
  location: company.location ?? null,
  servedBy: company.servedBy ? { id: company.servedBy.id, name: company.servedBy.getEntity().name } : null,
})

export const billingAnswer = z
  .strictObject({
    version: z.int(),
    zone: z.string(),
    address: z.string().nullable(),
    taxId: z.string().nullable(),
    iban: z.string().nullable().optional().meta({ description: 'To the company itself.' }),
    bic: z.string().nullable().optional().meta({ description: 'To the company itself.' }),
    taxBasisPoints: z.int(),
    taxNote: z.string().nullable(),
    billingEmail: z.string().nullable(),
    contacts: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  })
  .meta({ id: 'Billing' })

/** What stands on a company's invoices, for whoever may read it. */
export const presentBilling = (actor: Actor, row: BillingRow) => ({
  version: row.version,
  zone: row.zone,
  address: row.address,
  taxId: row.tax_id,
  ...(seesAccount(actor, row.id) && { iban: row.iban, bic: row.bic }),
  taxBasisPoints: row.tax_basis_points,
  taxNote: row.tax_note,
  billingEmail: row.billing_email,
  contacts: row.contacts.map(({ id, name }) => ({ id, name })),
})
