import { z } from 'zod'
import { now } from '../clock.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { holdAnswer, previewAnswer, settingsAnswer } from './answers.ts'
import { explainReminders } from './explain.ts'
import { explanationAnswer } from './explanation-answer.ts'
import { holdReminder } from './hold.ts'
import { previewSettings } from './preview.ts'
import { releaseReminder } from './release.ts'
import { replaceSettings } from './replace-settings.ts'
import { explainQuery, holdInput, ownOwed, settingsInput } from './schema.ts'
import { readSettings } from './settings.ts'

const tag = 'Reminders'
const ofCompany = z.strictObject({ id })
const settings = settingsInput.omit({ companyId: true })

export const reminderRoutes = [
  route({
    method: 'get',
    path: '/reminders/explain',
    summary:
      'Why you were reminded of something or not, what stops it and what comes next; staff: of anybody of their jobs',
    tag,
    who: 'signed_in',
    query: explainQuery,
    answer: explanationAnswer,
    handle: ({ actor, query }) => explainReminders(actor, query, now()),
  }),
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
  route({
    method: 'get',
    path: '/companies/{id}/reminder-settings',
    summary:
      'How your company’s people, clients and candidates are reminded: as we have it, and as you have it',
    tag,
    who: ['manager'],
    params: ofCompany,
    answer: settingsAnswer,
    handle: ({ actor, params }) => readSettings(actor, params.id),
  }),
  route({
    method: 'put',
    path: '/companies/{id}/reminder-settings',
    summary: 'Set how your company reminds; what you do not name is as we have it',
    tag,
    who: ['manager'],
    params: ofCompany,
    body: settings,
    answer: settingsAnswer,
    handle: ({ actor, params, body }) => replaceSettings(actor, { ...body, companyId: params.id }),
  }),
  route({
    method: 'post',
    path: '/companies/{id}/reminder-settings/preview',
    summary: 'What would have gone out in the last 30 days by other settings; nothing is changed',
    tag,
    who: ['manager'],
    params: ofCompany,
    body: settings,
    answer: previewAnswer,
    handle: ({ actor, params, body }) => previewSettings(actor, { ...body, companyId: params.id }, now()),
  }),
]
