import { z } from 'zod'
import { employmentOffer } from '../proposals/schema.ts'
import { anyOf, id, listQuery, text } from '../schema.ts'

export const placementStatuses = ['expected', 'joined', 'postponed', 'fell_through', 'left'] as const
export type PlacementStatus = (typeof placementStatuses)[number]
/** Those that somebody records. */
export const recordedStatuses = ['joined', 'postponed', 'fell_through', 'left'] as const
export type RecordedStatus = (typeof recordedStatuses)[number]

export const placementListQuery = z.strictObject({
  ...listQuery,
  jobId: id.optional(),
  status: anyOf(z.enum(placementStatuses))
    .optional()
    .meta({ description: 'One or more: `expected,joined`.' }),
})

const date = z.iso.date()
const reason = text(1, 2_000)
const version = z
  .int()
  .min(1)
  .meta({ description: 'The version you saw; another one is answered with 409 `stale`.' })

/** What was recorded, told apart by the status. */
export const recordInput = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('joined'), joinedOn: date, version }),
  z.strictObject({ status: z.literal('postponed'), startsOn: date, reason: reason.optional(), version }),
  z.strictObject({ status: z.literal('fell_through'), reason, version }),
  z.strictObject({ status: z.literal('left'), leftOn: date, reason, version }),
])

const { salary } = employmentOffer.shape
const agreed = z.strictObject({ salary: salary.optional(), startsOn: date.optional(), version })
/** What was agreed, where no offer says it. */
export const editInput = agreed.refine(
  fields => fields.salary !== undefined || fields.startsOn !== undefined,
  {
    path: ['status'],
    error: 'is needed to record what happened; salary or startsOn to note what was agreed',
  },
)

/** Every field that a change may have. Which of them belong to it hangs on its status: see the two above. */
export const changeInput = z
  .strictObject({
    version,
    status: z
      .enum(recordedStatuses)
      .optional()
      .meta({
        description:
          'What happened, with the fields that say so. Left out, `salary` and `startsOn` note what was agreed: by the ' +
          'staff, where the hire came about without an offer, and as long as no invoice has been issued.',
      }),
    joinedOn: date
      .optional()
      .meta({ description: 'With `joined`: the first day, from the day of the hire until today.' }),
    startsOn: date.optional().meta({
      description: 'With `postponed`: from today on, within two years. Without a status: when they start.',
    }),
    leftOn: date.optional().meta({
      description:
        'With `left`: the last day, from the day of joining until today. It can be corrected until a credit note by ' +
        'the guarantee answers it.',
    }),
    reason: reason
      .optional()
      .meta({ description: 'With `fell_through` and `left`; if you like with `postponed`.' }),
    salary: salary.optional().meta({ description: 'Without a status: yearly.' }),
  })
  .meta({ examples: [{ status: 'joined', joinedOn: '2027-01-15', version: 1 }] })

export type PlacementListQuery = z.output<typeof placementListQuery>
export type ChangeInput = z.output<typeof changeInput>
type Recorded<Status extends RecordedStatus> = { placementId: string } & Extract<
  z.output<typeof recordInput>,
  { status: Status }
>
export type JoinInput = Recorded<'joined'>
export type PostponeInput = Recorded<'postponed'>
export type FallThroughInput = Recorded<'fell_through'>
export type LeaveInput = Recorded<'left'>
export type EditInput = { placementId: string } & z.output<typeof editInput>
