import { setTimeout as sleep } from 'node:timers/promises'
import type { TimelineState } from '../../realtime/apply.ts'
import type { HirewireClient } from '../../realtime/client.ts'
import type { CommandName } from '../../realtime/registry.ts'
import type { Seat } from '../support/board-client.ts'
import { signedIn, type Person } from '../support/people.ts'
import { assign, makeApplication, makeInterview, type makeWorld } from '../support/world.ts'
import type { Audit } from './auditor.ts'

/** What is said in each kind of thread: on the wire of somebody who is not in it, it was seen by somebody else. */
const saying = {
  negotiation: 'between-the-companies',
  discussion: 'among-the-judges',
  candidate: 'with-the-candidate',
} as const
type Kind = keyof typeof saying

const day = new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10)
/** Never the same twice, so that the rounds differ. */
let amounts = 1_000_000
const salary = () => ({ salary: { amount: (amounts += 1), currency: 'EUR' }, startsOn: day })
const terms = () => ({
  fee: { amount: (amounts += 1), currency: 'EUR' },
  currency: 'EUR',
  paymentDays: 30,
  invoiceDelayDays: 0,
  guaranteeDays: 90,
  rebate: 'full',
})

type World = Awaited<ReturnType<typeof makeWorld>>

interface Speaker {
  seat: Seat
  kind: Kind
  /** Of the thread: the job, or the application. */
  of: string
  side: 'staff' | 'client' | 'candidate' | 'interviewer'
}

/** The next thing a speaker does, as they see the thread: the other side's proposal is answered, otherwise they say something. */
const next = ({ seat, kind, of, side }: Speaker, turn: number): [CommandName, Record<string, unknown>] => {
  const { threads } = seat.state() as TimelineState
  const thread = threads.find(each => each.kind === kind)
  const text = `${saying[kind]}, ${turn} by ${side}`
  if (!thread) return ['thread:open', { kind, of, text }]
  const { proposal } = thread
  const isOpen = proposal?.status === 'open'
  const content = kind === 'negotiation' ? terms() : salary()
  if (kind !== 'discussion' && turn % 2) {
    if (isOpen && proposal.side !== side)
      return ['proposal:counter', { proposalId: proposal.id, terms: content }]
    if (!isOpen && side === 'staff') return ['proposal:make', { threadId: thread.id, terms: content }]
  }
  return ['thread:reply', { threadId: thread.id, text }]
}

/** Those who will talk, and the application they talk about. Bring them before anybody sits at the board. */
export const bringTalkers = async ({ people, staffing, employer, agency, job }: World) => {
  const talkers = {
    recruiter: await signedIn('recruiter', staffing),
    client: await signedIn('client', employer),
    interviewer: await signedIn('interviewer', staffing),
    candidate: await signedIn('candidate'),
    agency: people.agency,
  }
  await assign(job, 'hiring_manager', { user: talkers.client }, people.manager)
  const application = await makeApplication(job, talkers.candidate, { stage: 'offer', agency })
  await makeInterview(application, { panel: [talkers.interviewer], by: talkers.recruiter })
  return { ...talkers, application, job }
}

interface Talk {
  audit: Audit
  talkers: Awaited<ReturnType<typeof bringTalkers>>
  /** Of a node, for each of the seats in turn. */
  url(index: number): string
  perSecond?: number
}

/** Everybody in a seat of theirs: rooms that are compared in the end, and wires on which others' words may not be. */
const seatThem = async ({ audit, talkers, url }: Talk) => {
  const { recruiter, client, interviewer, candidate, application, job } = talkers
  let seats = 0
  const sit = (person: Person, room: string) => audit.sit(url(seats++), person, room)
  const about = `application:${application}`
  const own = {
    recruiter: await sit(recruiter, about),
    client: await sit(client, about),
    interviewer: await sit(interviewer, about),
    candidate: await sit(candidate, about),
  }
  const companies = { staff: await sit(recruiter, `job:${job}`), client: await sit(client, `job:${job}`) }
  const agency = await sit(talkers.agency, about)
  const { negotiation, discussion, candidate: secret } = saying
  const never = (who: HirewireClient, name: string, ...words: string[]) =>
    audit.mayNotSee(who, name, new RegExp(words.join('|')))
  never(own.client.client, 'the client', secret, '"salary":')
  never(own.interviewer.client, 'the interviewer', secret, negotiation, '"salary":', '"proposal":{')
  never(own.candidate.client, 'the candidate', discussion, negotiation, '"fee":')
  never(agency.client, 'the agency', secret, discussion, negotiation, '"thread":')
  const speakers: Speaker[] = [
    { seat: own.recruiter, kind: 'discussion', of: application, side: 'staff' },
    { seat: own.client, kind: 'discussion', of: application, side: 'client' },
    { seat: own.interviewer, kind: 'discussion', of: application, side: 'interviewer' },
    { seat: own.recruiter, kind: 'candidate', of: application, side: 'staff' },
    { seat: own.candidate, kind: 'candidate', of: application, side: 'candidate' },
    { seat: companies.staff, kind: 'negotiation', of: job, side: 'staff' },
    { seat: companies.client, kind: 'negotiation', of: job, side: 'client' },
  ]
  return { speakers, seats: [...Object.values(own), ...Object.values(companies), agency] }
}

/** People at talk beside the moves of a board: in a discussion, about an offer, and about the terms. */
export const startTalk = async ({ perSecond = 3, ...talk }: Talk) => {
  const { speakers, seats } = await seatThem(talk)
  let running = true
  let acknowledged = 0
  const talking = speakers.map(async speaker => {
    for (let turn = 0; running; turn++) {
      const began = performance.now()
      const outcome = await talk.audit.send(speaker.seat.client, ...next(speaker, turn))
      if ('answer' in outcome) acknowledged += 1
      await sleep(Math.max(0, 1_000 / perSecond - (performance.now() - began)))
    }
  })
  return {
    /** How many messages and proposals were acknowledged so far. */
    acknowledged: () => acknowledged,
    stop: async () => {
      running = false
      await Promise.all(talking)
    },
    close: () => {
      for (const seat of seats) seat.close()
    },
  }
}
