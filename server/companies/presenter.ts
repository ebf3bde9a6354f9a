import { z } from 'zod'
import { companyKinds, type ICompany } from '../../db/entities/company.ts'

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
