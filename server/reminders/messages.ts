import type { OutgoingMail } from '../mail/deliver.ts'
import { env } from '../env.ts'
import { presentLate, presentOwed } from '../owed/presenter.ts'
import type { OwedFacts } from '../owed/queries.ts'
import { ruleOf } from '../owed/rules.ts'
import { zonedWords } from '../time.ts'
import type { Claimed } from './claim.ts'
import { mailKeyOf } from './queries.ts'

/** What a person is reminded of, in words. */
interface Item {
  row: Claimed
  title: string
  job: string | null
  /** On this site. */
  url: string
  /** Since when it has waited; of what goes by a date, that is in the title. */
  since: string | null
  /** Those who were reminded of it in vain; null to who owes it. */
  reminded: string | null
}

const mostListed = 20

const itemOf = (row: Claimed, facts: OwedFacts, nameOf: Map<string, string>): Item => {
  const actor = {
    id: row.user_id,
    name: row.name,
    role: row.role,
    companyId: row.person_company_id,
    sessionId: null,
  }
  const isLate = row.step === 0
  const { title, job, url } = (isLate ? presentLate : presentOwed)(row, { actor, zone: row.zone }, facts)
  const { remind, subject } = ruleOf(row.rule)
  const goesByDate = remind !== null && 'days' in remind
  return {
    row,
    title,
    job: job && !title.includes(job.title) ? job.title : null,
    url,
    since: goesByDate ? null : zonedWords(row.since, row.zone),
    // Whom an agency put forward is known by the name that it gave, which is in the title.
    reminded:
      isLate && subject !== 'submission' ? row.owers.flatMap(id => nameOf.get(id) ?? []).join(', ') : null,
  }
}

const isLate = ({ row }: Item) => row.step === 0
const things = (count: number) => `${count} ${count === 1 ? 'thing' : 'things'}`

/** What several are called together, without a name of any. */
const summaryOf = (items: Item[]) => {
  const late = items.filter(isLate).length
  const own = items.length - late
  if (!late) return `${things(own)} wait for you`
  const others = `${things(late)} ${late === 1 ? 'waits' : 'wait'} for others`
  return own ? `${things(own)} ${own === 1 ? 'waits' : 'wait'} for you, and ${others}` : others
}

const bodyOf = ({ job, reminded }: Item) =>
  [job, reminded && `reminded in vain: ${reminded}`].filter(Boolean).join(' · ') || null

/** The one line of a person's feed for all of these: of a single one its own words and place. */
const lineOf = (userId: string, items: Item[]) => {
  const [item] = items
  if (items.length > 1) {
    const title = summaryOf(items)
    return { userId, title, body: null, url: '/waiting', applicationId: null, jobId: null }
  }
  const { row, title, url } = item!
  // Whoever is put forward, or has a profile, sees their own; the job is another's business.
  const isOwn = row.role === 'candidate'
  const about = row.application_id
    ? { applicationId: row.application_id, jobId: null }
    : { applicationId: null, jobId: isOwn ? null : row.job_id }
  return { userId, title, body: bodyOf(item!), url, ...about }
}

const eventOf = (items: Item[]) =>
  items.every(({ row }) => row.category === 'tips') ? ('tip.due' as const) : ('reminder.due' as const)

/** The page that says why somebody was reminded of this. */
const explainPath = ({ rule, subject_id }: Claimed) => `/reminders/explain?rule=${rule}&subject=${subject_id}`

const absolute = (path: string) => `${env().PUBLIC_URL}${path}`

const mailItem = ({ title, job, url, since, reminded }: Item) => ({
  title,
  url: absolute(url),
  ...(job && { job }),
  ...(since && { since }),
  ...(reminded && { reminded }),
})

const mailOf = (items: Item[]): OutgoingMail => {
  const { row } = items[0]!
  const listed = items.slice(0, mostListed)
  return {
    key: mailKeyOf(row),
    to: row.email,
    template: 'reminder',
    data: {
      heading: items.length === 1 ? items[0]!.title : summaryOf(items),
      own: listed.filter(item => !isLate(item)).map(mailItem),
      late: listed.filter(isLate).map(mailItem),
      more: Math.max(0, items.length - mostListed),
      url: absolute(items.length === 1 ? items[0]!.url : lineOf(row.user_id, items).url),
      whyUrl: absolute(items.length === 1 ? explainPath(row) : '/reminders/explain'),
    },
    about: { userId: row.user_id, category: eventOf(items) === 'tip.due' ? 'tips' : 'reminders' },
  }
}

/** One message to each person of all they are reminded of: a line of their feed, a mail, or whichever of them they want. */
export const messagesOf = (claimed: Claimed[], facts: OwedFacts, nameOf: Map<string, string>) => {
  const people = [...Map.groupBy(claimed, ({ user_id }) => user_id)].map(([userId, rows]) => ({
    userId,
    items: rows.map(row => itemOf(row, facts, nameOf)),
  }))
  return {
    lines: people.flatMap(({ userId, items }) => {
      const shown = items.filter(({ row }) => row.inApp)
      return shown.length ? [{ event: eventOf(shown), line: lineOf(userId, shown) }] : []
    }),
    mails: people.flatMap(({ items }) => {
      const mailed = items.filter(({ row }) => row.mailed)
      return mailed.length ? [mailOf(mailed)] : []
    }),
  }
}
