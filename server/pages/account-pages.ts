import type { Request } from 'express'
import { demoSignIn } from '../accounts/demo.ts'
import { codeMinutes, passwordLength, resetMinutes } from '../accounts/schema.ts'
import type { Actor } from '../actor.ts'
import { roleLabels } from './frame.ts'
import { ownPath } from './own-path.ts'
import { page } from './page.ts'

const nextOf = (request: Request) => ownPath(request.query.next) ?? '/'

/** The people of the demo, for signing in at a click. */
const demoPeople = () => {
  const demo = demoSignIn()
  if (!demo) return null
  const people = demo.accounts.map(({ email, name, role, hint }) => ({
    email,
    name,
    hint,
    role: roleLabels[role],
  }))
  return { password: demo.password, people }
}

/** What the forms say of the rules they will be held to. */
const rules = { passwordLength, codeMinutes, resetMinutes }

/** A page for those who are not signed in yet; the others are where it would have brought them. */
const beforeSignIn = (
  path: string,
  template: string,
  title: string,
  dataOf: (request: Request) => object = () => ({}),
) =>
  page({
    path,
    who: 'everyone',
    show: async ({ actor, request }: { actor: Actor | null; request: Request }) => {
      const next = nextOf(request)
      if (actor) return { redirect: next }
      return { template, title, data: { next, rules, ...dataOf(request) }, script: 'account' }
    },
  })

export const accountPages = [
  beforeSignIn('/sign-in', 'sign-in', 'Sign in', () => ({ demo: demoPeople() })),
  beforeSignIn('/sign-up', 'sign-up', 'Create an account'),
  beforeSignIn('/verify', 'verify', 'Verify your email'),
  beforeSignIn('/forgot-password', 'forgot-password', 'Forgot your password?'),
  page({
    path: '/reset-password',
    who: 'everyone',
    show: async ({ request }) => {
      const { token, invitation } = request.query
      const invited = invitation === '1'
      return {
        template: 'reset-password',
        title: invited ? 'Welcome to Hirewire' : 'Choose a new password',
        data: { token: typeof token === 'string' ? token : null, invited, rules },
        script: 'account',
      }
    },
  }),
  page({
    path: '/change-password',
    who: 'signed_in',
    show: async () => ({
      template: 'change-password',
      title: 'Change your password',
      data: { rules },
      script: 'account',
    }),
  }),
]
