import { useCandidateSearch } from './candidate-search.ts'
import { filledIn, handleForm } from './forms.ts'
import { usePutForwardList } from './put-forward-list.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

/** Putting a candidate forward for a job, and what became of those who were. */

usePutForwardList()

const form = document.querySelector<HTMLFormElement>('#put-forward-form')

if (form) {
  useCandidateSearch(form)
  handleForm<{ candidate: { name: string } }>(form, {
    request: ({ candidateId, name = '', email = '', ...more }) => ({
      url: `/api/jobs/${form.dataset.job}/submissions`,
      body: {
        ...(candidateId ? { candidateId } : { candidate: { name: name.trim(), email: email.trim() } }),
        ...filledIn(more),
      },
    }),
    names: { '/candidate/name': 'name', '/candidate/email': 'email' },
    done: async ({ candidate }) => {
      form.reset()
      toast(`${candidate.name} is asked to agree.`, { tone: 'good' })
      await refreshPage()
      document.getElementById('list-title')?.focus()
    },
  })
}
