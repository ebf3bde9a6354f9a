import { database, sqlOf } from '../../db/database.ts'
import { isStaff, type Actor } from '../actor.ts'
import { isAssigned } from '../applications/queries.ts'
import { readAvailability } from '../interviews/availability.ts'
import { readCalendarFeed } from '../interviews/calendar-feed.ts'
import { ownInterviews } from '../interviews/list.ts'
import { positionsOf, streamOf } from '../log.ts'
import { pooled } from '../../db/statement.ts'
import { audienceOf } from '../applications/policy.ts'
import { zonedWords } from '../time.ts'
import { lineView, zoneOf, type InterviewReader } from './interview-view.ts'
import { page } from './page.ts'

/** One connection may stand in 50 rooms; those of the next interviews are the live ones. */
const mostLive = 40
const mostPast = 20
