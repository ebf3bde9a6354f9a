import type { z } from 'zod'
import { database, sqlOf } from '../../db/database.ts'
import { dayWords, moneyWords } from '../../templates/web/words.ts'
import { isStaff, type Actor } from '../actor.ts'
import type { placementAnswer } from '../placements/answers.ts'
import { cutOf, policy } from '../placements/policy.ts'
import { presentPlacement } from '../placements/presenter.ts'
import { placementRows } from '../placements/queries.ts'
import type { RecordedStatus } from '../placements/schema.ts'
import { localDate } from '../time.ts'

type Placement = z.output<typeof placementAnswer>

const labels: Record<Placement['status'], { label: string; tone: string }> = {
  expected: { label: 'Expected', tone: '' },
  joined: { label: 'Joined', tone: 'good' },
  postponed: { label: 'Postponed', tone: 'warn' },
  fell_through: { label: 'Did not start', tone: '' },
  left: { label: 'Left', tone: '' },
}

type Days = Pick<Placement, 'status' | 'startsOn' | 'joinedOn' | 'leftOn'>

/** The days of a placement, in words; `today` is where most of its readers are. */
const daysOf = ({ status, startsOn, joinedOn, leftOn }: Days, today: string): string[] => {
  if (status === 'fell_through') return startsOn ? [`was to start on ${dayWords(startsOn)}`] : []
  if (joinedOn) return [`joined on ${dayWords(joinedOn)}`, ...(leftOn ? [`left on ${dayWords(leftOn)}`] : [])]
  if (!startsOn) return ['no day agreed yet']
  return [startsOn < today ? `was to start on ${dayWords(startsOn)}` : `starts on ${dayWords(startsOn)}`]
}

/** The clock of the guarantee in words, and what it gives back where its reader may know. */
const clockOf = ({ status, guarantee }: Placement) => {
  if (!guarantee?.days) return null
  const { days, endsOn, daysServed, inside, owed } = guarantee
  const hasLeft = status === 'left'
  if (!inside)
    return {
      words: `The guarantee ${hasLeft ? 'had ended' : 'ended'} on ${dayWords(endsOn)}`,
      owed: null,
      bar: null,
    }
  const day = `day ${daysServed} of ${days} of the guarantee`
  return {
    words: hasLeft ? `Left on ${day}` : `${day[0]!.toUpperCase()}${day.slice(1)}, until ${dayWords(endsOn)}`,
    owed: owed && `${moneyWords(owed)} ${hasLeft ? 'back by the guarantee' : 'back if they left today'}`,
    bar: { value: daysServed, max: days },
  }
}

interface Act {
  label: string
  /** What it can be recorded as: of several one is chosen. */
  record: string
  tone: string
}

const actLabels: Record<RecordedStatus, string> = {
  joined: 'Joined…',
  postponed: 'Starts later…',
  fell_through: 'Did not start…',
  left: 'Left…',
}

/** One button for each step; where what was recorded can still be corrected, one for all the ways to do it. */
const actsOf = ({ status, next }: Placement): Act[] => {
  const corrects = (step: RecordedStatus) => status === 'left' || (status === 'joined' && step !== 'left')
  const steps = next.filter(step => !corrects(step))
  const corrections = next.filter(corrects)
  return [
    ...steps.map(step => ({
      label: actLabels[step],
      record: step,
      tone: step === 'joined' ? ' primary' : '',
    })),
    ...(corrections.length ? [{ label: 'Correct…', record: corrections.join(','), tone: '' }] : []),
  ]
}

/** A placement as its pages show it to the two companies. */
export const placementView = (placement: Placement, now: Date) => {
  const { id, version, status, candidate, application, job, company } = placement
  const { salary, startsOn, joinedOn, leftOn, reason, canEdit = false } = placement
  return {
    id,
    name: candidate.name,
    href: `/applications/${application.id}`,
    job: job.title,
    company: company.name,
    ...labels[status],
    days: daysOf(placement, localDate(now, 'UTC')),
    salary: salary && `${moneyWords(salary)} a year`,
    reason,
    clock: clockOf(placement),
    acts: actsOf(placement),
    canEdit,
    /** What its dialogs begin with. */
    form: JSON.stringify({ id, version, name: candidate.name, startsOn, joinedOn, leftOn, reason, salary }),
  }
}

const ownWords: Record<Placement['status'], string> = {
  expected: 'You are hired',
  postponed: 'You start later',
  joined: 'You have started',
  fell_through: 'The hire did not come about',
  left: 'You have left',
}

/**
 * What became of a hire, on the page of its application: to the two companies, who record it, and in a line to whoever
 * was hired. Nothing to everybody else, and as long as nobody is hired; who records it may be looking on by then.
 */
export const placementPart = async (actor: Actor, application: { id: string; stage: string }, now: Date) => {
  const isOwn = actor.role === 'candidate'
  const nothing = { records: isStaff(actor) || actor.role === 'client', own: null, view: null }
  if (application.stage !== 'hired') return nothing
  const row = await placementRows(sqlOf(database().orm.em.fork()))
    .where('p.application_id', '=', application.id)
    .$if(!isOwn, rows => rows.where(policy.scope(actor)))
    .executeTakeFirst()
  if (!row) return nothing
  if (!isOwn) return { ...nothing, view: placementView(presentPlacement[cutOf(actor)](row, now), now) }
  const own = presentPlacement.candidate(row)
  return { ...nothing, own: { words: ownWords[own.status], days: daysOf(own, localDate(now, 'UTC')) } }
}
