import { filledIn, handleForm, type Values } from './forms.ts'
import { toast } from './toast.ts'

/** A candidate's own profile: saved as a whole, also as it was. */

const form = document.querySelector<HTMLFormElement>('#profile')!

const skillsIn = (text = '') =>
  text
    .split(',')
    .map(skill => skill.trim())
    .filter(Boolean)

const bodyOf = ({ skills, ...values }: Values) => {
  const { experienceYears, ...words } = filledIn(values)
  return {
    ...words,
    skills: skillsIn(skills),
    ...(experienceYears && { experienceYears: Number(experienceYears) }),
  }
}

/** What is wrong with one of the skills is said at the field of all. */
const names = Object.fromEntries(Array.from({ length: 50 }, (_none, n) => [`/skills/${n}`, 'skills']))

handleForm(form, {
  names,
  request: values => ({ method: 'PUT', url: '/api/me/profile', body: bodyOf(values) }),
  done: () => void toast('Saved.', { tone: 'good' }),
})
