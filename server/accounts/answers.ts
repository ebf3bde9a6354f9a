import { z } from 'zod'
import { companyKinds } from '../../db/entities/company.ts'
import { roles } from '../../db/entities/user.ts'
import { listOf } from '../schema.ts'

const company = z.strictObject({ id: z.uuid(), name: z.string(), kind: z.enum(companyKinds) }).nullable()

/** Oneself. */
export const meAnswer = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable().meta({ description: 'E.164' }),
    role: z.enum(roles),
    zone: z.string().meta({ description: 'Your time zone (IANA), in which mails and pages tell you times.' }),
    version: z.int(),
    company,
    profile: z
      .strictObject({
        headline: z.string().nullable(),
        location: z.string().nullable(),
        skills: z.array(z.string()),
        experienceYears: z.int().nullable(),
      })
      .nullable()
      .meta({ description: 'A candidate’s.' }),
    assignments: z.array(z.strictObject({ jobId: z.uuid(), title: z.string(), kind: z.string() })),
  })
  .meta({ id: 'Me' })

/** What the events of a person's own room carry. */
export const ownData = { self: z.strictObject({ user: meAnswer }) }

/** A person in the list of people; which fields you get is your audience's cut. */
export const userAnswer = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    company,
    emailVerified: z.boolean().meta({ description: 'Not yet, for whoever was invited and has not come.' }),
    deactivatedAt: z.iso.datetime().nullable(),
    version: z.int(),
    phone: z.string().nullable().optional().meta({ description: 'To admins and its owner.' }),
    zone: z.string().optional().meta({ description: 'To admins and its owner.' }),
    createdAt: z.iso.datetime().optional().meta({ description: 'To admins.' }),
  })
  .meta({ id: 'User' })

export const usersAnswer = listOf(userAnswer).extend({ total: z.int() })

export const signedInAnswer = z
  .strictObject({
    token: z.string().meta({ description: 'Of the session, good as a bearer.' }),
    user: meAnswer,
  })
  .meta({ id: 'SignedIn' })

export const sessionAnswer = z
  .strictObject({ session: z.strictObject({ id: z.uuid(), expiresAt: z.iso.datetime() }), user: meAnswer })
  .nullable()

export const keysAnswer = z.strictObject({ keys: z.array(z.looseObject({ kid: z.string() })) })

/** What happened, in a word. */
export const statusAnswer = <Status extends string>(status: Status) =>
  z.strictObject({ status: z.literal(status) })
