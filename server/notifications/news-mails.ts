import { termLines, outcomeWords } from '../../templates/web/proposal-view.ts'
import { dateWords } from '../../templates/web/words.ts'
import { env } from '../env.ts'
import { sideIn } from '../proposals/policy.ts'
import { presentProposal } from '../proposals/presenter.ts'
import { seekProposal, type ProposalRow } from '../proposals/queries.ts'
import type { Write } from '../transaction.ts'
import { audienceOf } from './audiences.ts'
import { kindOf } from './kinds.ts'
import type { Mailing } from './mails.ts'
import type { Notice } from './notice.ts'
import { readersOf, type Reader } from './readers.ts'
import type { Listener } from './subjects.ts'

type Told = Reader & Listener

/** Everybody whom the event concerns and who is active; what they may see is asked with the words. */
const concernedBy = async (write: Write, notice: Notice): Promise<Told[]> => {
  const concerned = await audienceOf(write, notice, kindOf(notice.event)?.audiences ?? [])
  const audiencesOf = new Map(concerned.map(({ id, audiences }) => [id, audiences]))
  const readers = await readersOf(write, [...audiencesOf.keys()])
  return readers.map(reader => ({ ...reader, audiences: audiencesOf.get(reader.actor.id)! }))
}

interface Telling {
  label: string
  because: string
  /** To each reader, from what their audience may see; the feed's own words stand above it. */
  details?(reader: Reader): { sentence?: string | null; facts?: { label: string; value: string }[] }
}

/** The mails that say what the feed says of it, and more of it that may be looked up at once. */
const mailsOf = async (write: Write, notice: Notice, { details, ...words }: Telling): Promise<Mailing[]> => {
  const readers = await concernedBy(write, notice)
  const readerOf = new Map(readers.map(reader => [reader.actor.id, reader]))
  const lines = (await kindOf(notice.event)?.lines(write, notice, readers)) ?? []
  const subjectId = notice.proposalId ?? notice.placementId ?? notice.applicationId
  return lines.map(({ userId, title, body, url }): Mailing => {
    const reader = readerOf.get(userId)!
    const { sentence, facts = [] } = details?.(reader) ?? {}
    return {
      userId,
      // Candidates are not here all day: what they are offered does not wait.
      urgency: reader.actor.role === 'candidate' ? 'at_once' : 'grace',
      key: `${notice.event}:${subjectId}:${notice.at}:${userId}`,
      to: reader.email,
      template: 'news',
      data: {
        title,
        ...((sentence ?? body) && { sentence: [sentence, body].filter(Boolean).join('\n') }),
        facts,
        ...words,
        url: `${env().PUBLIC_URL}${url}`,
      },
    }
  })
}

const proposalDetails = (row: ProposalRow) => (reader: Reader) => {
  const proposal = presentProposal[sideIn(reader.actor)](row)
  const { status, expiresAt } = proposal
  return {
    sentence: outcomeWords(proposal),
    facts: [
      ...termLines(proposal.terms, proposal.changes).map(({ label, value, was }) => ({
        label,
        value: was === null ? value : `${value} (was ${was})`,
      })),
      ...(status === 'open' && expiresAt
        ? [{ label: 'Open until', value: `${dateWords(new Date(expiresAt), reader.zone)}, ${reader.zone}` }]
        : []),
    ],
  }
}

/** To the two sides: what is proposed, as their side sees it, or what became of it. Nothing of what was answered meanwhile. */
export const aboutProposal = async (write: Write, notice: Notice): Promise<Mailing[]> => {
  const row = await seekProposal(write.sql, notice.proposalId!)
  if (!row || (notice.event === 'proposal.made' && row.status !== 'open')) return []
  return mailsOf(write, notice, {
    label: row.status === 'open' ? 'Read and answer' : 'Open it',
    because: 'you are one of those who agree on it',
    details: proposalDetails(row),
  })
}

/** To those who decide for the client, as long as it waits for them. */
export const aboutShortlist = async (write: Write, notice: Notice): Promise<Mailing[]> => {
  const card = await write.sql
    .selectFrom('application')
    .select('shortlist')
    .where('id', '=', notice.applicationId!)
    .executeTakeFirst()
  if (card?.shortlist !== 'proposed') return []
  return mailsOf(write, notice, {
    label: 'Open the shortlist',
    because: 'you decide on the candidates for this job',
    details: () => ({ sentence: 'Say whether you want to meet them, or why not.' }),
  })
}

/** To both companies: who was hired, came, comes later or not at all, or left. */
export const aboutPlacement = (write: Write, notice: Notice): Promise<Mailing[]> =>
  mailsOf(write, notice, {
    label: 'Open the application',
    because: 'you work on this job, or decide on its candidates',
  })
