import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql'
import { newId } from '../new-id.ts'
import { Company } from './company.ts'

export const roles = [
  'admin',
  'manager',
  'recruiter',
  'client',
  'interviewer',
  'agency',
  'candidate',
] as const
export type Role = (typeof roles)[number]

/** The table is shared with better-auth, which owns the columns on e-mail, phone and their verification. */
export const User = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: p.uuid().primary().onCreate(newId),
    name: p.text(),
    email: p.text(),
    emailVerified: p.boolean().default(false),
    image: p.text().nullable(),
    role: p.enum(roles),
    company: () => p.manyToOne(Company).ref().nullable(),
    phoneNumber: p.text().nullable(),
    phoneNumberVerified: p.boolean().nullable(),
    deactivatedAt: p.datetime().nullable(),
    /** IANA. */
    zone: p.text().default('UTC'),
    /** What a client called their company when they signed up. It is made when their address is verified. */
    newCompanyName: p.text().nullable(),
    version: p.integer().default(1),
    createdAt: p.datetime().onCreate(() => new Date()),
    updatedAt: p
      .datetime()
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
})
export type IUser = InferEntity<typeof User>
