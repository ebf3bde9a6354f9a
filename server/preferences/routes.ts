import { z } from 'zod'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { preferenceAnswer } from './answers.ts'
import { muteJob } from './mute.ts'
import { readPreferences } from './read.ts'
import { replacePreferences } from './replace.ts'
import { preferenceInput } from './schema.ts'
import { unmuteJob } from './unmute.ts'

const tag = 'Preferences'
const params = z.strictObject({ id })

export const preferenceRoutes = [
  route({
    method: 'get',
    path: '/me/preferences',
    summary: 'What you hear of, where and when',
    tag,
    who: 'signed_in',
    answer: preferenceAnswer,
    handle: ({ actor }) => readPreferences(actor),
  }),
  route({
    method: 'put',
    path: '/me/preferences',
    summary: 'Choose what you hear of, where and when',
    tag,
    who: 'signed_in',
    body: preferenceInput,
    answer: preferenceAnswer,
    handle: ({ actor, body }) => replacePreferences(actor, body),
  }),
  route({
    method: 'put',
    path: '/jobs/{id}/mute',
    summary: 'Hear nothing of a job, but where you are mentioned',
    tag,
    who: 'signed_in',
    params,
    answer: z.undefined(),
    status: 204,
    handle: ({ actor, params }) => muteJob(actor, { jobId: params.id }),
  }),
  route({
    method: 'delete',
    path: '/jobs/{id}/mute',
    summary: 'Hear of a job again',
    tag,
    who: 'signed_in',
    params,
    answer: z.undefined(),
    status: 204,
    handle: ({ actor, params }) => unmuteJob(actor, { jobId: params.id }),
  }),
]
