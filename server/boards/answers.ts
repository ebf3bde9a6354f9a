import { z } from 'zod'
import { cardAnswer } from '../applications/answers.ts'
import { boardAnswer } from '../job-postings/answers.ts'

const instant = z.iso.datetime()

/** What can have happened to a card while somebody was away. */
export const changeKinds = [
  'new',
  'moved',
  'proposed',
  'taken_back',
  'rejected',
  'withdrawn',
  'reopened',
] as const
export type ChangeKind = (typeof changeKinds)[number]

const change = z
  .strictObject({
    kind: z.enum(changeKinds),
    at: instant,
    by: z
      .strictObject({ id: z.uuid(), name: z.string() })
      .nullable()
      .meta({ description: 'Null where you may not know it.' }),
    application: z.strictObject({ id: z.uuid(), candidate: z.string() }),
    from: z.string().nullable().meta({ description: 'The stage it left, where it left one.' }),
    to: z.string(),
  })
  .meta({ id: 'Change' })

export const changesAnswer = z
  .strictObject({
    since: instant
      .nullable()
      .meta({ description: 'Null if you have not looked before: nothing is told then.' }),
    whole: z
      .boolean()
      .meta({ description: 'False if the log does not go back so far: `since` is where it begins.' }),
    counts: z.strictObject(
      Object.fromEntries(changeKinds.map(kind => [kind, z.int()])) as Record<ChangeKind, z.ZodInt>,
    ),
    complete: z
      .boolean()
      .meta({ description: 'False if there is too much to tell: the counts are all there is.' }),
    data: z.array(change).meta({ description: 'What others did, in your cut, oldest first.' }),
  })
  .meta({ id: 'Changes' })

const pastBoard = z
  .strictObject({
    ...boardAnswer.pick({ job: true }).shape,
    columns: z.array(z.strictObject({ stage: z.string(), count: z.int(), cards: z.array(cardAnswer) })),
    at: instant,
    exactFrom: instant.nullable().meta({
      description:
        'Before it only the stages are known, not the order and the shortlist. Null: all is known.',
    }),
  })
  .meta({ id: 'PastBoard' })

/** The board now, or with `at` as it was. */
export const boardOrPastAnswer = z.union([boardAnswer, pastBoard])
