import type { Response } from 'express'
import type { Role } from '../../db/entities/user.ts'
import type { PersonState } from '../../realtime/apply.ts'
import type { Actor } from '../actor.ts'
import { clockAheadMs, now } from '../clock.ts'
import { env } from '../env.ts'
import { enterRoom } from '../snapshot.ts'
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

interface Link {
  href: string
  label: string
  /** What follows it where there is room. */
  more?: string
}

const boards: Link = { href: '/boards', label: 'Boards' }
const jobs: Link = { href: '/jobs', label: 'Jobs' }
const invoices: Link = { href: '/invoices', label: 'Invoices' }
const interviews: Link = { href: '/interviews', label: 'Interviews' }
const placements: Link = { href: '/placements', label: 'Placements' }
const waiting: Link = { href: '/waiting', label: 'Waiting', more: 'for me' }
const linksOf = (actor: Actor | null): Link[] => {
  if (!actor) return hasDevMail() ? [jobs, { href: '/dev/mail', label: 'Mail' }] : [jobs]
  if (actor.role === 'candidate')
    return [{ href: '/my-applications', label: 'My applications' }, interviews, jobs, waiting]
  if (actor.role === 'interviewer') return [interviews, jobs, waiting]
  if (actor.role === 'admin') return [boards, jobs, waiting, { href: '/admin/queues', label: 'Queues' }]
  return actor.role === 'agency'
    ? [boards, jobs, waiting]
    : [boards, interviews, placements, invoices, jobs, waiting]
}

/** Where those come from to an application who have no board. */
const applicationsOf: Record<string, string> = { candidate: '/my-applications', interviewer: '/interviews' }

/** The link a path lies under: a board is under boards, an application under where its reader came from. */
const areaOf = (path: string, actor: Actor | null) => {
  if (path.startsWith('/dev/mail')) return '/dev/mail'
  if (path === '/reminders/explain') return '/waiting'
  if (path.startsWith('/applications/')) return applicationsOf[actor?.role ?? ''] ?? '/boards'
  if (/^\/compan(y|ies)\/.*billing$/.test(path)) return '/invoices'
  if (/^\/jobs\/[^/]+\/(board|shortlist|put-forward|negotiation)/.test(path)) return '/boards'
  return `/${path.split('/')[1]}`
}

const accountPaths = ['/sign-in', '/sign-up', '/verify', '/forgot-password', '/reset-password']

/** Pages behind a link whose token lets anybody in. */
const isOfLink = (path: string) => /^\/(shortlists|unsubscribe)\//.test(path)

/** Where the bar's way to sign in leads; nowhere on the pages that are a part of it. A link's token goes nowhere else. */
const signInHref = (url: string, path: string) => {
  if (accountPaths.includes(path)) return null
  const isPlain = path === '/' || isOfLink(path)
  return isPlain ? '/sign-in' : `/sign-in?next=${encodeURIComponent(url)}`
}

/** Pages that a link without an account leads to stay as they are for whoever has one. */
const hasBell = (path: string, actor: Actor | null) => actor !== null && !isOfLink(path)

interface Shown {
  title: string
  script?: string | undefined
  stylesheet?: string | undefined
}

/** A person's own room where it stands: the bell shows it, and goes on from there. */
export interface PersonRoom {
  room: string
  epoch: string
  seq: number
  state: PersonState
}

export const personRoom = async (actor: Actor): Promise<PersonRoom> => {
  const { room, epoch, seq, state } = (await enterRoom(actor, `user:${actor.id}`)).entered
  return { room, epoch, seq, state: state as PersonState }
}

/**
 * What the frame of every page shows. `script` and `stylesheet` are the page's own in `templates/web`, without their
 * endings.
 */
export const frame = (
  response: Response,
  actor: Actor | null,
  { title, script, stylesheet }: Shown,
  person: PersonRoom | null,
) => {
  const { originalUrl, path } = response.req
  const area = areaOf(path, actor)
  const bell = hasBell(path, actor)
  return {
    title,
    clockAhead: clockAheadMs(),
    shownAt: now(),
    demoClock: env().demo,
    nonce: response.locals.nonce as string,
    script: script ?? null,
    modules: [...new Set([...(bell ? modulesOf('bell') : []), ...(script ? modulesOf(script) : [])])],
    bell: bell && { unread: person?.state.feed.unread ?? 0, room: person ?? { room: `user:${actor!.id}` } },
    stylesheet: stylesheet ?? null,
    devMail: hasDevMail(),
    actor: actor && { id: actor.id, name: actor.name, role: actor.role, roleLabel: roleLabels[actor.role] },
    isCandidate: actor?.role === 'candidate',
    isManager: actor?.role === 'manager',
    isAdmin: actor?.role === 'admin',
    hasBilling: linksOf(actor).includes(invoices),
    signInHref: signInHref(originalUrl, path),
    links: linksOf(actor).map(link => ({
      ...link,
      more: link.more ?? null,
      // Each look of an admin is written down, so their pages do not look by themselves.
      isCounted: link === waiting && actor?.role !== 'admin',
      current: link.href === path ? 'page' : link.href === area ? 'true' : null,
    })),
  }
}
