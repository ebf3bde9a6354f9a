import type { Actor } from '../actor.ts'
import * as clock from '../clock.ts'
import { ownInterviews } from '../interviews/list.ts'
import { readAvailability } from '../interviews/read-availability.ts'
import { readCalendarFeed } from '../interviews/read-calendar-feed.ts'
import { zonedWords } from '../time.ts'
import { applicationRooms, mostLive } from './application-rooms.ts'
import { lineView, zoneOf, type InterviewReader } from './interview-view.ts'
import { page } from './page.ts'

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
        rooms: await applicationRooms(
          actor,
          [...upcoming, ...past].map(({ application }) => application.id),
        ),
      }
      return { template: 'interviews', title: 'Interviews', data, script: 'interviews' }
    },
  }),
]
