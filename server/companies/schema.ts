import { z } from 'zod'
import { companyKinds } from '../../db/entities/company.ts'
import { id, listQuery, text, webAddress } from '../schema.ts'

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

export type CreateInput = z.output<typeof createInput>
export type EditInput = { companyId: string } & z.output<typeof editInput>
export type CompanyListQuery = z.output<typeof companyListQuery>
