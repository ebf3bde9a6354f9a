import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'
import { roles } from '../../db/entities/user.ts'
import { anyOf, id, listQuery, text, zone } from '../schema.ts'

export const passwordLength = { least: 10, most: 128 }
/** A code works this long, and this often it may be guessed at. */
export const codeMinutes = 10
export const codeTries = 3
export const resetMinutes = 30
export const invitationDays = 7

/** Letters count alike in both cases, so that one address is one account. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email())
  .meta({ examples: ['you@company.example'] })
export const personName = text(1, 120)
const newPassword = z.string().min(passwordLength.least).max(passwordLength.most)
/** One to be compared, not to be judged. */
const password = z.string().min(1).max(passwordLength.most)

/** An international number as people write it; E.164 from here on. */
const phone = z
  .string()
  .max(40)
  .meta({ examples: ['+49 30 901820'] })
  .transform((text, issues) => {
    const number = parsePhoneNumberFromString(text)
    if (number?.isValid()) return number.number
    issues.addIssue({ code: 'custom', message: 'must be an international number such as +49 30 901820' })
    return z.NEVER
  })

export const signUpInput = z
  .strictObject({
    email,
    phone: phone.optional(),
    password: newPassword,
    name: personName,
    role: z.enum(['candidate', 'client']),
    companyName: text(1, 120).optional().meta({ description: 'A client’s company, made with the account.' }),
  })
  .superRefine(({ role, companyName }, issues) => {
    if (role === 'client' && companyName === undefined)
      issues.addIssue({ code: 'custom', path: ['companyName'], message: 'A client names their company.' })
    if (role === 'candidate' && companyName !== undefined)
      issues.addIssue({ code: 'custom', path: ['companyName'], message: 'A candidate has no company.' })
  })
export const signInByEmailInput = z.strictObject({ email, password })
export const signInByPhoneInput = z.strictObject({ phoneNumber: phone, password })
export const addressInput = z.strictObject({ email })
export const sendCodeInput = z.strictObject({ email, type: z.literal('email-verification').optional() })
export const verifyEmailInput = z.strictObject({
  email,
  otp: z
    .string()
    .regex(/^\d{6}$/, 'must be six digits')
    .meta({ examples: ['123456'] }),
})
export const resetPasswordInput = z.strictObject({ token: z.string().min(1).max(200), newPassword })
export const changePasswordInput = z.strictObject({ currentPassword: password, newPassword })

export const editInput = z.strictObject({
  name: personName.optional(),
  phone: phone.nullable().optional(),
  zone: zone.optional(),
})
const otherRole = z.enum(roles).meta({ examples: ['recruiter'] })
export const inviteInput = z.strictObject({
  email,
  name: personName,
  phone: phone.optional(),
  role: otherRole,
  companyId: id.optional(),
})
export const roleInput = z.strictObject({ role: otherRole, companyId: id.optional() })

export const userListQuery = z.strictObject({
  ...listQuery,
  role: anyOf(z.enum(roles)).optional().meta({ description: 'One, or several with commas between them.' }),
  companyId: id.optional(),
  q: text(1, 100).optional().meta({ description: 'Part of a name or an e-mail address.' }),
})

export type SignUpInput = z.output<typeof signUpInput>
export type ResetPasswordInput = z.output<typeof resetPasswordInput>
export type ChangePasswordInput = z.output<typeof changePasswordInput>
export type EditInput = z.output<typeof editInput>
export type InviteInput = z.output<typeof inviteInput>
export type RoleInput = z.output<typeof roleInput>
export type UserListQuery = z.output<typeof userListQuery>
