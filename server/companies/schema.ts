import { z } from 'zod'
import { companyKinds } from '../../db/entities/company.ts'
import { email } from '../accounts/schema.ts'
import { id, listQuery, text, webAddress, zone } from '../schema.ts'
import { isIban } from './iban.ts'

const fields = {
  name: text(1, 200),
  website: webAddress.nullable().optional(),
  industry: text(1, 120).nullable().optional(),
  location: text(1, 120).nullable().optional(),
}
const servedById = id.nullable().optional().meta({
  description:
    'The staffing company that recruits for it; itself where it recruits in-house. Set by an admin.',
})

export const createInput = z.strictObject({ ...fields, kind: z.enum(companyKinds), servedById })
export const editInput = z.strictObject({ ...fields, servedById }).partial()
export const companyListQuery = z.strictObject({
  ...listQuery,
  kind: z.enum(companyKinds).optional(),
  q: text(1, 100).optional().meta({ description: 'Part of the name.' }),
})

const compact = (value: string) => value.replace(/\s/g, '').toUpperCase()
const iban = text(1, 60)
  .transform(compact)
  .refine(isIban, 'must be an IBAN such as DE89 3704 0044 0532 0130 00: a letter or digit is wrong')
  .meta({ examples: ['DE89370400440532013000'] })
const bic = text(1, 20)
  .transform(compact)
  .refine(
    code => /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(code),
    'must be a BIC such as COBADEFFXXX',
  )
  .meta({ examples: ['COBADEFFXXX'] })
const own = { description: 'Left out it stays. Only the company itself sees and sets it.' }

/** Lines as they are written on an envelope; few enough to fit the head of an invoice. */
const address = text(1, 400)
  .transform(lines => lines.replaceAll(/\r\n?/g, '\n'))
  .refine(lines => lines.split('\n').length <= 8, 'must have eight lines at most')
  .meta({ examples: ['ul. Piotrkowska 12\n90-001 Łódź\nPoland'] })

export const billingInput = z.strictObject({
  zone: zone.meta({ description: 'Where its day begins: its invoices come at nine by these clocks.' }),
  address: address.nullable(),
  taxId: text(1, 60).nullable(),
  iban: iban.nullable().optional().meta(own),
  bic: bic.nullable().optional().meta(own),
  taxBasisPoints: z
    .int()
    .min(0)
    .max(10_000)
    .meta({
      description: 'Tax on what it charges, in basis points: 1900 is 19 %.',
      examples: [1_900],
    }),
  taxNote: text(1, 500).nullable().meta({ description: 'Stands on its invoices: why no tax is charged.' }),
  billingEmail: email.nullable().meta({ description: 'Is sent its invoices too: a mailbox of accounting.' }),
  contactIds: z.array(id).max(20).meta({
    description:
      'Who of its people is sent its invoices. Where nobody is named it is every client user of it.',
  }),
  version: z
    .int()
    .min(1)
    .meta({ description: 'The version you saw; another one is answered with 409 `stale`.' }),
})

export type BillingInput = { companyId: string } & z.output<typeof billingInput>
export type CreateInput = z.output<typeof createInput>
export type EditInput = { companyId: string } & z.output<typeof editInput>
export type CompanyListQuery = z.output<typeof companyListQuery>
