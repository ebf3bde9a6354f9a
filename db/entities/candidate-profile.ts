import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql'
import { User } from './user.ts'

export const CandidateProfile = defineEntity({
  name: 'CandidateProfile',
  tableName: 'candidate_profile',
  properties: {
    user: () => p.oneToOne(User).primary().ref(),
    headline: p.text().nullable(),
    location: p.text().nullable(),
    skills: p.array().defaultRaw(`'{}'`),
    experienceYears: p.integer().nullable(),
    createdAt: p.datetime().onCreate(() => new Date()),
    updatedAt: p
      .datetime()
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
})
export type ICandidateProfile = InferEntity<typeof CandidateProfile>
