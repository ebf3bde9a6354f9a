import { z } from 'zod'
import { route } from '../route.ts'
import { holdAnswer } from './answers.ts'
import { holdReminder } from './hold.ts'
import { releaseReminder } from './release.ts'
import { holdInput, ownOwed } from './schema.ts'

const tag = 'Reminders'

export const reminderRoutes = [
  route({
    method: 'put',
    path: '/me/waiting/{rule}/{subjectId}/hold',
    summary: 'Do not be reminded of something you owe, for a while or at all; it is escalated all the same',
    tag,
    who: 'signed_in',
    params: ownOwed,
    body: holdInput.omit({ rule: true, subjectId: true }),
    answer: holdAnswer,
    handle: ({ actor, params, body }) => holdReminder(actor, { ...body, ...params }),
  }),
  route({
    method: 'delete',
    path: '/me/waiting/{rule}/{subjectId}/hold',
    summary: 'Be reminded of it again',
    tag,
    who: 'signed_in',
    params: ownOwed,
    answer: z.undefined(),
    status: 204,
    handle: ({ actor, params }) => releaseReminder(actor, params),
  }),
]
