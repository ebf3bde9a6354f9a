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

handleForm(form, {
  request: values => ({ method: 'PUT', url: '/api/me/profile', body: bodyOf(values) }),
  done: () => toast('Saved.', { tone: 'good' }),
})
