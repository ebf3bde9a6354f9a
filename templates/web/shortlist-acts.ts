import type { ProblemBody } from '../../server/errors.ts'
import { post, type Answer } from './forms.ts'
import { makeReasonDialog } from './reason-dialog.ts'
import { keepPlace } from './shortlist-place.ts'
import { toast } from './toast.ts'

/** Deciding on a shortlist, one by one or several at once, with an account or by a link. */

interface Decision {
  applicationId: string
  version: number
  approve?: true
  decline?: string
}
interface Outcome {
  applicationId: string
  ok: boolean
  error?: ProblemBody
}

const meanwhile: Record<string, string> = {
  stale: 'It has changed since you saw it. Look at it again, and decide if it still holds.',
  not_proposed: 'It was decided or taken back meanwhile, and stays as it is now.',
  not_found: 'It is not proposed to you any more.',
}
const wordsOf = ({ code, detail }: ProblemBody) => meanwhile[code] ?? detail

export const useShortlist = (root: HTMLElement, { decideAt }: { decideAt: string }) => {
  const { refresh, selected, deselect } = keepPlace(root)
  const reasons = makeReasonDialog(document.getElementById('reason') as HTMLDialogElement)
  const several = document.getElementById('several')
  const itemOf = (id: string) => root.querySelector<HTMLElement>(`.pick[data-id="${id}"]`)
  const nameOf = (id: string) => itemOf(id)?.dataset.name ?? 'The candidate'

  const showSelected = () => {
    if (!several) return
    const count = selected().length
    several.hidden = !count
    several.querySelector('#several-count')!.textContent = `${count} selected`
  }
  const look = async () => {
    await refresh()
    showSelected()
  }

  /** As it will be if it goes through; whatever comes of it is drawn from the server. */
  const showPending = (ids: string[], words: string | null) => {
    for (const item of ids.map(itemOf).filter(each => each !== null)) {
      item.toggleAttribute('data-pending', words !== null)
      const pending = item.querySelector<HTMLElement>('[data-part="pending"]')!
      pending.textContent = words
      pending.hidden = words === null
      for (const button of item.querySelectorAll<HTMLElement>('[data-act]')) button.hidden = words !== null
    }
  }

  /** Sends decisions; returns why they were refused as a whole, in words, or null. */
  const decide = async (ids: string[], what: Pick<Decision, 'approve' | 'decline'>) => {
    const names = new Map(ids.map(id => [id, nameOf(id)]))
    const decisions = ids.map(id => ({
      applicationId: id,
      version: Number(itemOf(id)?.dataset.version),
      ...what,
    }))
    showPending(ids, what.approve ? 'Approving' : 'Declining')
    const answer: Answer<{ data: Outcome[] }> = await post(decideAt, { decisions })
    showPending(ids, null)
    if (!answer.ok) return wordsOf(answer.problem)
    for (const { applicationId, error } of answer.data.data)
      if (error) toast(`${names.get(applicationId)}: ${wordsOf(error)}`, { tone: 'bad' })
    deselect(ids)
    const done = answer.data.data.filter(({ ok }) => ok)
    const verb = what.approve ? 'Approved' : 'Declined'
    if (done.length === 1) toast(`${verb}: ${names.get(done[0]!.applicationId)}.`, { tone: 'good' })
    if (done.length > 1) toast(`${verb}: ${done.length} candidates.`, { tone: 'good' })
    await look()
    return null
  }

  const approve = async (ids: string[]) => {
    const refusal = await decide(ids, { approve: true })
    if (refusal) toast(refusal, { tone: 'bad' })
  }
  const decline = (ids: string[]) =>
    reasons.ask({
      title: ids.length === 1 ? `Decline ${nameOf(ids[0]!)}` : `Decline ${ids.length} candidates`,
      confirm: 'Decline',
      submit: reason => decide(ids, { decline: reason }),
    })
  const selectNone = () => {
    deselect()
    showSelected()
  }

  const ofOne: Record<string, (ids: string[]) => void> = { approve: ids => void approve(ids), decline }
  const ofSeveral: typeof ofOne = { ...ofOne, none: selectNone }
  root.addEventListener('change', showSelected)
  root.addEventListener('click', ({ target }) => {
    const button =
      target instanceof Element ? target.closest<HTMLElement>('[data-act], [data-several]') : null
    if (!button) return
    const id = button.closest<HTMLElement>('.pick')?.dataset.id
    if (button.dataset.several) ofSeveral[button.dataset.several]?.(selected())
    else if (id) ofOne[button.dataset.act!]?.([id])
  })

  return { look }
}
