import type { Actor } from '../actor.ts'
import { listThreads } from '../threads/list.ts'
import { sideOf, type Side } from '../threads/policy.ts'
import type { ThreadKind } from '../../db/tables.ts'

/** With whom one speaks, by kind of thread and one's own side. */
const labels: Record<ThreadKind, Partial<Record<Side, string>>> = {
  negotiation: { staff: 'With the client', client: 'With the recruiters' },
  discussion: { staff: 'With the client', client: 'With the recruiters', interviewer: 'Discussion' },
  candidate: { staff: 'With the candidate', candidate: 'Messages' },
}
const empty: Record<ThreadKind, string> = {
  negotiation: 'Nothing said yet. What you agree on about fees and terms is written here.',
  discussion:
    'Nothing said yet. Recruiters, the client and the interviewers read what is written here; the candidate does not.',
  candidate:
    'Nothing said yet. The candidate and the recruiters read what is written here; the client does not.',
}
/** The one that is shown first comes first. */
const order: ThreadKind[] = ['negotiation', 'discussion', 'candidate']

/** The threads of a place as its page shows them: see `templates/partials/thread.hbs`. None for those who take part in none. */
export const threadsView = async (actor: Actor, of: { jobId: string } | { applicationId: string }) => {
  const side = sideOf(actor)
  if (!side) return { threads: [], hasTabs: false, threadsTitle: '' }
  const { data } = await listThreads(actor, of)
  const entries = data.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  const hasTabs = entries.length > 1
  const threads = entries.map(({ kind, mayWrite, open, readUpTo }, index) => ({
    kind,
    of: 'jobId' in of ? of.jobId : of.applicationId,
    label: labels[kind][side] ?? 'Messages',
    empty: empty[kind],
    write: 'Write a message',
    isTab: hasTabs,
    isHidden: index > 0,
    readUpTo,
    mayWrite,
    open,
    moderates: actor.role === 'manager' || actor.role === 'admin',
  }))
  return { threads, hasTabs, threadsTitle: hasTabs ? 'Messages' : (threads[0]?.label ?? 'Messages') }
}
