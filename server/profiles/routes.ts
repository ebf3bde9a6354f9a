import { route } from '../route.ts'
import { profileAnswer } from './answers.ts'
import { readProfile } from './read.ts'
import { replaceProfile } from './replace.ts'
import { profileInput } from './schema.ts'

const tag = 'Profiles'

export const profileRoutes = [
  route({
    method: 'get',
    path: '/me/profile',
    summary: 'Your own profile',
    tag,
    who: ['candidate'],
    answer: profileAnswer,
    handle: ({ actor }) => readProfile(actor),
  }),
  route({
    method: 'put',
    path: '/me/profile',
    summary: 'Replace your profile: what is left out is empty from then on',
    tag,
    who: ['candidate'],
    body: profileInput,
    answer: profileAnswer,
    handle: ({ actor, body }) => replaceProfile(actor, body),
  }),
]
