import type { ProblemBody } from '../../server/errors.ts'
import { handleForm, type Values } from './forms.ts'
import { useMute } from './mute.ts'
import { minorUnits } from './words.ts'

/** A job's public page: a candidate applies, whoever is signed in may want to hear nothing of it. */

/** `52,000`, `52 000` and `52.000,50` are the same to who writes them: the last mark followed by two digits is the point. */
const numberOf = (text: string) => {
  const plain = text.replace(/[\s']/g, '')
  const [, whole = plain, cents = ''] = /^(.*)[.,](\d{1,2})$/.exec(plain) ?? []
  return Number(`${whole.replace(/[.,]/g, '')}.${cents || '0'}`)
}

const salaryOf = (values: Values) => {
  const typed = values['expectedSalary.amount']?.trim()
  const currency = (values['expectedSalary.currency'] ?? '').trim().toUpperCase()
  return typed
    ? { expectedSalary: { amount: Math.round(numberOf(typed) * minorUnits(currency)), currency } }
    : {}
}

const mute = document.querySelector<HTMLButtonElement>('[data-mute]')
if (mute) useMute(mute)

const form = document.querySelector<HTMLFormElement>('#apply-form')

if (form)
  handleForm<{ id: string }>(form, {
    request: values => {
      const letter = values.coverLetter?.trim()
      const notice = values.noticePeriodDays?.trim()
      return {
        url: `/api/jobs/${form.dataset.job}/applications`,
        body: {
          ...(letter && { coverLetter: letter }),
          ...salaryOf(values),
          ...(notice && { noticePeriodDays: Number(notice) }),
        },
      }
    },
    done: ({ id }) => location.assign(`/applications/${id}`),
    // Sent twice, or in another window: either way it is there.
    refused: ({ code, current }: ProblemBody) => {
      if (code !== 'already_applied') return false
      location.assign(`/applications/${(current as { id: string }).id}`)
      return true
    },
  })
