import type { IUser } from '../../db/entities/user.ts'
import { presentProfile } from '../profiles/presenter.ts'
import type { MeRow } from './queries.ts'

const colleague = (user: IUser) => {
  const company = user.company?.getEntity()
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    company: company ? { id: company.id, name: company.name, kind: company.kind } : null,
    emailVerified: user.emailVerified,
    deactivatedAt: user.deactivatedAt?.toISOString() ?? null,
    version: user.version,
  }
}

/** A person in the list of people, per audience. A number is its owner's own way to sign in: colleagues do not get it. */
export const presentUser = {
  colleague,
  self: (user: IUser) => ({ ...colleague(user), phone: user.phoneNumber ?? null, zone: user.zone }),
  admin: (user: IUser) => ({
    ...colleague(user),
    phone: user.phoneNumber ?? null,
    zone: user.zone,
    createdAt: user.createdAt.toISOString(),
  }),
}

/** A person as they see themselves, with the jobs they are tied to. */
export const presentMe = (row: MeRow) => ({
  id: row.id,
  name: row.name,
  email: row.email,
  phone: row.phone_number,
  role: row.role,
  zone: row.zone,
  version: row.version,
  company: row.company,
  profile: row.profile && presentProfile(row.profile),
  assignments: row.assignments.map(({ id, title, kind }) => ({ jobId: id, title, kind })),
})
