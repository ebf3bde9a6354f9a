import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql'
import { newId } from '../new-id.ts'

export const companyKinds = ['staffing', 'employer', 'agency'] as const

export const Company = defineEntity({
  name: 'Company',
  tableName: 'company',
  properties: {
    id: p.uuid().primary().onCreate(newId),
    name: p.text(),
    kind: p.enum(companyKinds),
    website: p.text().nullable(),
    industry: p.text().nullable(),
    location: p.text().nullable(),
    /** The staffing company that recruits for this employer; itself where it recruits in-house. */
    servedBy: () => p.manyToOne(Company).ref().nullable().fieldName('served_by_id'),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
})
export type ICompany = InferEntity<typeof Company>
