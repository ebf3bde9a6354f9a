import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import { isStaff, type Actor } from '../actor.ts'
import { addressOf } from '../address.ts'
import * as clock from '../clock.ts'
import { audienceOf } from '../job-postings/policy.ts'
import { findJob } from '../job-postings/queries.ts'
import { listLinks } from '../shortlists/list-links.ts'
import { hiringManagersOf } from '../shortlists/queries.ts'
import { readShortlist } from '../shortlists/read.ts'
import { noteView, openLink, readShared, tagOf } from '../shortlists/shared.ts'
import { boardPosition, readerOf } from './board-pages.ts'
import { idOf, page } from './page.ts'
import { shortlistView } from './shortlist-view.ts'

type Link = Awaited<ReturnType<typeof listLinks>>['data'][number]

const present = (link: Link, now: Date) => ({
  id: link.id,
  for: link.for.name,
  createdBy: link.createdBy.name,
  expiresAt: link.expiresAt,
  lastViewedAt: link.lastViewedAt,
  views: link.views,
  ended: link.revokedAt ? 'Revoked' : new Date(link.expiresAt) <= now ? 'Expired' : null,
})

/** What the staff need to hand the shortlist on without an account. */
const sharingOf = async (actor: Actor, jobId: string, now: Date) => {
  if (!isStaff(actor)) return null
  const [links, managers] = await Promise.all([
    listLinks(actor, jobId),
    hiringManagersOf(sqlOf(database().orm.em.fork()), jobId),
  ])
  return { made: links.data.map(link => present(link, now)), managers }
}

const shortlistPage = page({
  path: '/jobs/:id/shortlist',
  who: ['admin', 'manager', 'recruiter', 'client'],
  show: async ({ actor, request }) => {
    const jobId = idOf(request)
    const now = clock.now()
    // Where it stands first: what is read after it is at least as new.
    const position = await boardPosition(audienceOf(actor), jobId)
    const { status } = await findJob(pooled, actor, jobId)
    const [shortlist, reader, sharing] = await Promise.all([
      readShortlist(actor, jobId),
      readerOf(actor, jobId),
      sharingOf(actor, jobId, now),
    ])
    const view = shortlistView(shortlist, { ...reader, status, shared: false, now })
    const entered = { ...position, jobId, me: { id: actor.id } }
    return {
      template: 'shortlist',
      title: `Shortlist: ${view.job.title}`,
      data: { entered, view, sharing },
      script: 'shortlist',
      stylesheet: 'shortlist',
    }
  },
})

/** The same without an account. Nothing on it depends on whether its reader happens to be signed in. */
const sharedPage = page({
  path: '/shortlists/:token',
  who: 'everyone',
  show: async ({ request, response }) => {
    const token = String(request.params.token)
    const link = await openLink(token, addressOf(request))
    const now = clock.now()
    await noteView(link, now)
    const tag = await tagOf(link)
    const [shared, { status }] = await Promise.all([
      readShared(link),
      findJob(pooled, link.actor, link.jobId),
    ])
    const view = shortlistView(shared, { mover: 'client', turns: ['client'], status, shared: true, now })
    response.set({ 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' })
    const { expiresAt } = shared
    return {
      template: 'shared-shortlist',
      title: `Shortlist: ${view.job.title}`,
      data: {
        actor: null,
        links: [],
        signInHref: null,
        entered: { token, tag },
        view,
        reader: { name: shared.for.name, expiresAt },
      },
      script: 'shared-shortlist',
      stylesheet: 'shortlist',
    }
  },
})

export const shortlistPages = [shortlistPage, sharedPage]
