import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { audienceOf } from '../applications/policy.ts'
import * as clock from '../clock.ts'
import { ownInterviews } from '../interviews/list.ts'
import { readAvailability } from '../interviews/read-availability.ts'
import { readCalendarFeed } from '../interviews/read-calendar-feed.ts'
import { positionsOf, streamOf } from '../log.ts'
import { zonedWords } from '../time.ts'
import { lineView, zoneOf, type InterviewReader } from './interview-view.ts'
import { page } from './page.ts'

/** One connection may stand in 50 rooms: so many applications are live, the next ones first. */
const mostLive = 40

/** Where the rooms of these applications stand: enough to hear of what changes in them. */
const roomsOf = async (actor: Actor, applicationIds: string[]) => {
  const rooms = [...new Set(applicationIds)].slice(0, mostLive).map(id => `application:${id}`)
  const streamFor = (room: string) => streamOf(room, audienceOf(actor))
  const positions = await positionsOf(pooled, rooms.map(streamFor))
  return rooms.map(room => {
    const { epoch, seq } = positions.get(streamFor(room)) ?? {}
    return { room, ...(epoch !== undefined && { epoch, seq }) }
  })
}

/** Those who have more to look at than what they sit in. */
const seesMore = (actor: Actor) => actor.role !== 'interviewer' && actor.role !== 'candidate'

const availabilityOf = async (actor: Actor, zone: string) => {
  if (actor.role !== 'candidate') return null
  const { windows } = await readAvailability(actor)
  return windows.map(window => ({
    ...window,
    words: `${zonedWords(new Date(window.startsAt), zone)} until ${zonedWords(new Date(window.endsAt), zone)}`,
  }))
}

export const interviewPages = [
  page({
    path: '/interviews',
    who: ['manager', 'recruiter', 'client', 'interviewer', 'candidate'],
    show: async ({ actor, request }) => {
      const all = seesMore(actor) && request.query.of === 'all'
      const now = clock.now()
      const [zone, { upcoming, past }, feed] = await Promise.all([
        zoneOf(actor),
        ownInterviews(actor, { now, most: mostLive, all }),
        readCalendarFeed(actor),
      ])
      const isCandidate = actor.role === 'candidate'
      const reader: InterviewReader = {
        id: actor.id,
        zone,
        arranges: false,
        chooses: isCandidate,
        isCandidate,
        now,
      }
      const data = {
        zone,
        filters: seesMore(actor) && [
          { label: 'Mine', href: '/interviews', current: !all },
          { label: 'All of the company', href: '/interviews?of=all', current: all },
        ],
        upcoming: upcoming.map(line => lineView(line, reader)),
        past: past.map(line => lineView(line, reader)),
        windows: await availabilityOf(actor, zone),
        feed,
        rooms: await roomsOf(
          actor,
          [...upcoming, ...past].map(({ application }) => application.id),
        ),
      }
      return { template: 'interviews', title: 'Interviews', data, script: 'interviews' }
    },
  }),
]
