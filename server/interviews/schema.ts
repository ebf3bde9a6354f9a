import { z } from 'zod'
import { anyOf, id, instant, listQuery, localTime, text, webAddress, zone } from '../schema.ts'
import { instantsOf, localIso } from '../time.ts'

/** What a clock shows in a zone. Where it shows that time twice in the night, `which` tells the one that is meant. */
const onClock = z
  .strictObject({
    local: localTime,
    zone,
    which: z.enum(['earlier', 'later']).optional().meta({
      description: 'Where the clocks go back and show this time twice: the first or the second.',
    }),
  })
  .superRefine(({ local, zone, which }, issues) => {
    const { instants, nearest } = instantsOf(local, zone)
    if (instants.length === 1 || (instants.length && which)) return
    const or = (dates: Date[]) => dates.map(date => localIso(date, zone)).join(' or ')
    const [day, clock] = local.split('T')
    issues.addIssue({
      code: 'custom',
      message: instants.length
        ? `${clock} comes twice in ${zone} on ${day}: say with \`which\` whether ${or(instants)} is meant.`
        : `${clock} does not exist in ${zone} on ${day}: the clocks go forward. Nearest are ${or(nearest)}.`,
    })
  })

/** An instant, or what a clock shows in a zone: see `startOf`. */
const start = z.union([instant, onClock])

/** The instant that is meant by a start. */
export const startOf = (given: z.output<typeof start>) => {
  if (typeof given === 'string') return new Date(given)
  const { instants } = instantsOf(given.local, given.zone)
  return (given.which === 'later' ? instants.at(-1) : instants[0])!
}

const details = {
  title: text(1, 120).meta({ examples: ['Technical conversation'] }),
  minutes: z.int().min(5).max(1_440),
  zone: zone.meta({ description: 'The zone it was meant in. Everybody is shown the time in their own.' }),
  panel: z
    .array(id)
    .min(1)
    .max(10)
    .refine(ids => new Set(ids).size === ids.length, 'names somebody twice')
    .meta({ description: 'Who sits in it: people of the two companies. See `panel` of the availability.' }),
}
const place = {
  location: text(1, 300),
  videoUrl: webAddress,
  note: text(1, 4_000).meta({ description: 'For the panel and the staff.' }),
}

export const scheduleBody = z
  .strictObject({
    ...details,
    location: place.location.optional(),
    videoUrl: place.videoUrl.optional(),
    note: place.note.optional(),
    startsAt: start.optional().meta({ description: 'A fixed time.' }),
    slots: z.array(start).min(2).max(10).optional().meta({
      description: 'Instead: the times that the candidate may choose from. The panel holds all of them.',
    }),
  })
  .refine(({ startsAt, slots }) => (startsAt === undefined) !== (slots === undefined), {
    path: ['startsAt'],
    message: 'Give either a time or slots to choose from.',
  })
  .meta({
    examples: [
      {
        title: 'Technical conversation',
        minutes: 60,
        zone: 'Europe/Berlin',
        panel: ['01890a5d-ac96-774b-bcce-b302099a8057'],
        startsAt: { local: '2027-01-15T14:00', zone: 'Europe/Berlin' },
      },
    ],
  })

export const editInput = z.strictObject({
  interviewId: id,
  version: z
    .int()
    .min(1)
    .meta({ description: 'The version you saw; another one is answered with 409 `stale`.' }),
  title: details.title.optional(),
  minutes: details.minutes.optional(),
  zone: details.zone.optional(),
  panel: details.panel.optional(),
  location: place.location.nullable().optional(),
  videoUrl: place.videoUrl.nullable().optional(),
  note: place.note.nullable().optional(),
  startsAt: start
    .optional()
    .meta({ description: 'Another time; or a time at last, for one that is proposed.' }),
})

const reason = text(1, 2_000)
export const interviewInput = z.strictObject({ interviewId: id })
export const chooseInput = interviewInput.extend({ slotId: id })
export const declineInput = interviewInput.extend({ reason: reason.optional() })
export const cancelInput = interviewInput.extend({ reason })

export const interviewListQuery = z.strictObject({
  ...listQuery,
  from: instant.optional().meta({ description: 'Those that begin at this instant or later.' }),
  to: instant.optional().meta({ description: 'Those that begin before this instant.' }),
})

export const availabilityInput = z.strictObject({
  windows: z
    .array(
      z
        .strictObject({ startsAt: instant, endsAt: instant })
        .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
          path: ['endsAt'],
          message: 'must be after the start',
        }),
    )
    .max(60),
})
export const freeQuery = z.strictObject({
  panel: anyOf(id)
    .optional()
    .meta({ description: 'Ids of people who are to sit in it, with commas between them: at most 10.' }),
  minutes: z.coerce
    .number()
    .int()
    .min(5)
    .max(1_440)
    .optional()
    .meta({ description: 'How long it takes; 30 unless told.' }),
})

export type ScheduleInput = z.output<typeof scheduleBody> & { applicationId: string }
export type EditInput = z.output<typeof editInput>
export type InterviewInput = z.output<typeof interviewInput>
export type ChooseInput = z.output<typeof chooseInput>
export type DeclineInput = z.output<typeof declineInput>
export type CancelInput = z.output<typeof cancelInput>
export type InterviewListQuery = z.output<typeof interviewListQuery>
export type AvailabilityInput = z.output<typeof availabilityInput>
export type FreeQuery = z.output<typeof freeQuery>
