import { readProfile } from '../profiles/read.ts'
import { page } from './page.ts'

export const profilePages = [
  page({
    path: '/my-profile',
    who: ['candidate'],
    show: async ({ actor }) => {
      const { headline, location, skills, experienceYears } = await readProfile(actor)
      const data = {
        headline: headline ?? '',
        location: location ?? '',
        skills: skills.join(', '),
        experienceYears: experienceYears ?? '',
      }
      return { template: 'my-profile', title: 'My profile', data, script: 'my-profile' }
    },
  }),
]
