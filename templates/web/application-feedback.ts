import { handleForm, type Values } from './forms.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

/** Giving feedback on the page of an application. What is read of it comes from the server, which knows who may. */

/** `score.0` and `remark.0` are of the first criterion of the form; one that was not judged is left out. */
const scoresOf = (form: HTMLFormElement, values: Values) =>
  [...form.querySelectorAll<HTMLElement>('[data-criterion]')].flatMap((field, index) => {
    const score = values[`score.${index}`]
    const remark = values[`remark.${index}`]?.trim()
    return score
      ? [{ criterion: field.dataset.criterion, score: Number(score), ...(remark && { remark }) }]
      : []
  })

const say = async (words: string) => {
  toast(words, { tone: 'good' })
  await refreshPage()
  document.getElementById('feedback-title')?.focus()
}

const use = (form: HTMLFormElement) => {
  const { feedback: interviewId, version } = form.dataset
  form.addEventListener('input', () => (form.dataset.typed = ''))
  handleForm(form, {
    request: values => ({
      method: 'PUT',
      url: `/api/interviews/${interviewId}/feedback`,
      body: {
        overall: values.overall,
        scores: scoresOf(form, values),
        ...(values.remark?.trim() && { remark: values.remark.trim() }),
        ...(version && { version: Number(version) }),
      },
    }),
    done: async () => {
      delete form.dataset.typed
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      await say(version ? 'Your feedback was changed.' : 'Your feedback is in.')
    },
  })
}

/** Looks after the forms of the section, also those that come when it is painted anew. */
export const useFeedback = (section: HTMLElement) => {
  const useNew = () => {
    for (const form of section.querySelectorAll<HTMLFormElement>('form[data-feedback]:not([novalidate])'))
      use(form)
  }
  useNew()
  new MutationObserver(useNew).observe(section, { childList: true })
}
