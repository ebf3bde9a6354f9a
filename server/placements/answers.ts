import { z } from 'zod'
import { serviceTermsAnswer } from '../proposals/answers.ts'
import { listOf, money } from '../schema.ts'
import { placementStatuses, recordedStatuses } from './schema.ts'

const date = z.iso.date()

const guarantee = z
  .strictObject({
    days: z.int().meta({ description: 'As the terms say: calendar days, the day of joining is the first.' }),
    endsOn: date.meta({ description: 'Its last day: whoever leaves then leaves inside of it.' }),
    daysServed: z.int().meta({ description: 'Up to and including today, or the day on which they left.' }),
    daysLeft: z.int(),
    inside: z.boolean(),
    owed: money.nullable().meta({
      description:
        'What is given back of the fee, without tax, if they leave today, or because they left then. Null as long as ' +
        'there is no invoice, and to the client until it is issued.',
    }),
  })
  .meta({ id: 'Guarantee' })

/** Every field a placement may have; which of them you get is your audience's cut. */
export const placementAnswer = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    status: z.enum(placementStatuses),
    since: z.iso.datetime().meta({ description: 'When that was recorded.' }),
    application: z.strictObject({ id: z.uuid() }),
    job: z.strictObject({ id: z.uuid(), title: z.string() }),
    company: z.strictObject({ id: z.uuid(), name: z.string() }),
    candidate: z.strictObject({ id: z.uuid().optional(), name: z.string() }),
    salary: money.nullable().meta({ description: 'Yearly, if it is known.' }),
    startsOn: date.nullable().meta({ description: 'When they are expected.' }),
    joinedOn: date.nullable(),
    leftOn: date.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was postponed, fell through or ended.' }),
    madeAt: z.iso.datetime(),
    next: z.array(z.enum(recordedStatuses)).meta({ description: 'What can be recorded now.' }),
    guarantee: guarantee.nullable().meta({ description: 'From joining on, where terms were bound.' }),
    canEdit: z.boolean().optional().meta({
      description: 'To staff: whether `salary` and `startsOn` can be noted now.',
    }),
    terms: serviceTermsAnswer.extend({ version: z.int() }).nullable().optional().meta({
      description: 'To staff: the terms that were bound at the hire. Later ones change nothing here.',
    }),
  })
  .meta({ id: 'Placement' })

export const placementListAnswer = listOf(placementAnswer)
