import type { Response } from 'express'
import type { Role } from '../../db/entities/user.ts'
import type { Actor } from '../actor.ts'
import { env } from '../env.ts'
import { modulesOf } from './assets.ts'

export const roleLabels: Record<Role, string> = {
  admin: 'Admin',
  manager: 'Manager',
  recruiter: 'Recruiter',
  client: 'Client',
  interviewer: 'Interviewer',
  agency: 'Agency',
  candidate: 'Candidate',
}

/** Mail is kept here to be read instead of being sent: while developing, and only then. */
export const hasDevMail = () => !env().POSTMARK_TOKEN && env().NODE_ENV !== 'production'

const boards = { href: '/boards', label: 'Boards' }
const jobs = { href: '/jobs', label: 'Jobs' }
const linksOf = (actor: Actor | null) => {
  if (!actor) return hasDevMail() ? [jobs, { href: '/dev/mail', label: 'Mail' }] : [jobs]
  if (actor.role === 'candidate') return [{ href: '/my-applications', label: 'My applications' }, jobs]
  return actor.role === 'admin' ? [boards, jobs, { href: '/admin/queues', label: 'Queues' }] : [boards, jobs]
}

/** The link a path lies under: a board is under boards, an application under where its reader came from. */
const areaOf = (path: string, actor: Actor | null) => {
  if (path.startsWith('/dev/mail')) return '/dev/mail'
  if (path.startsWith('/applications/')) return actor?.role === 'candidate' ? '/my-applications' : '/boards'
  if (/^\/jobs\/[^/]+\/board/.test(path)) return '/boards'
  return `/${path.split('/')[1]}`
}

const accountPaths = ['/sign-in', '/sign-up', '/verify', '/forgot-password', '/reset-password']

/** Where the bar's way to sign in leads; nowhere on the pages that are a part of it. */
const signInHref = (url: string, path: string) =>
  accountPaths.includes(path) ? null : path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(url)}`

interface Shown {
  title: string
  script?: string | undefined
  stylesheet?: string | undefined
}

/**
 * What the frame of every page shows. `script` and `stylesheet` are the page's own in `templates/web`, without their
 * endings.
 */
export const frame = (response: Response, actor: Actor | null, { title, script, stylesheet }: Shown) => {
  const { originalUrl, path } = response.req
  const area = areaOf(path, actor)
  return {
    title,
    nonce: response.locals.nonce as string,
    script: script ?? null,
    modules: script ? modulesOf(script) : [],
    stylesheet: stylesheet ?? null,
    devMail: hasDevMail(),
    actor: actor && { id: actor.id, name: actor.name, role: actor.role, roleLabel: roleLabels[actor.role] },
    isCandidate: actor?.role === 'candidate',
    isAdmin: actor?.role === 'admin',
    signInHref: signInHref(originalUrl, path),
    links: linksOf(actor).map(link => ({
      ...link,
      current: link.href === path ? 'page' : link.href === area ? 'true' : null,
    })),
  }
}
