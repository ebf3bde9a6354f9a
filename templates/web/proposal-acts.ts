import type { Terms } from '../../db/tables.ts'
import type { Proposal } from '../../realtime/apply.ts'
import { Refused, type HirewireClient } from '../../realtime/client.ts'
import type { CommandName } from '../../realtime/registry.ts'
import type { makeConfirmDialog } from './confirm-dialog.ts'
import { makeProposalForm, overtakenWords } from './proposal-form.ts'
import { makeReasonDialog } from './reason-dialog.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

interface Place {
  client: HirewireClient
  kind: Proposal['kind']
  /** Where the first proposal of a round is posted. */
  makeUrl: string
  confirms: ReturnType<typeof makeConfirmDialog>
}

interface Asked {
  id: string
  terms: Terms | null
}

/** What the buttons of a proposal do, wherever under `root` it lies. */
export const handleProposals = (root: HTMLElement, { client, kind, makeUrl, confirms }: Place) => {
  const dialog = (id: string) => document.getElementById(id) as HTMLDialogElement
  const isOffer = kind === 'employment_offer'
  const reasons = makeReasonDialog(dialog('proposal-reason'))
  const form = makeProposalForm(dialog('propose'), {
    done: () => void refreshPage(),
    overtaken: () => void refreshPage(),
  })

  /** Sends a command; returns why it was refused, in words, or null. */
  const send = async (name: CommandName, input: Record<string, unknown>) => {
    try {
      await client.send(name, input)
      await refreshPage()
      return null
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { code, detail, requestId, status } = error.problem
      if (code === 'proposal_closed') {
        await refreshPage()
        return overtakenWords
      }
      return status >= 500 && requestId ? `${detail} Request ${requestId}.` : detail
    }
  }
  const askReason = (
    words: { title: string; confirm: string; hint: string },
    name: CommandName,
    id: string,
    optional = false,
  ) => {
    dialog('proposal-reason').querySelector('[data-part="hint"]')!.textContent = words.hint
    reasons.ask({
      ...words,
      optional,
      submit: reason => send(name, { proposalId: id, ...(reason && { reason }) }),
    })
  }

  const acts: Record<string, (asked: Asked) => void> = {
    make: () =>
      form.open({
        url: makeUrl,
        title: isOffer ? 'Make an offer' : 'Propose terms',
        confirm: isOffer ? 'Send the offer' : 'Propose',
        terms: null,
      }),
    counter: ({ id, terms }) =>
      form.open({
        url: `/api/proposals/${id}/counter`,
        title: isOffer ? 'Answer with another offer' : 'Answer with other terms',
        confirm: 'Send the answer',
        terms,
      }),
    accept: ({ id }) =>
      confirms.ask({
        title: isOffer ? 'Accept this offer?' : 'Accept these terms?',
        words: isOffer
          ? 'With that the hire is made, and both sides are told.'
          : 'They are agreed on as they stand.',
        confirm: 'Accept',
        tone: 'primary',
        submit: () => send('proposal:accept', { proposalId: id }),
      }),
    withdraw: ({ id }) =>
      confirms.ask({
        title: 'Take it back?',
        words: 'Nobody can accept it any more. You can make another one.',
        confirm: 'Take it back',
        tone: 'danger',
        submit: () => send('proposal:withdraw', { proposalId: id }),
      }),
    decline: ({ id }) =>
      askReason(
        { title: 'Decline', confirm: 'Decline', hint: 'The other side reads it. You may leave it empty.' },
        'proposal:decline',
        id,
        true,
      ),
    return: ({ id }) =>
      askReason(
        { title: 'Return the terms', confirm: 'Return', hint: 'Your firm reads it, the client does not.' },
        'proposal:return',
        id,
      ),
    approve: ({ id }) =>
      void send('proposal:approve', { proposalId: id }).then(
        refusal => refusal && toast(refusal, { tone: 'bad' }),
      ),
  }
  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLElement>('button[data-proposal-act]')
    if (!button) return
    const given = button.closest<HTMLElement>('[data-terms]')?.dataset.terms
    const terms = given ? (JSON.parse(given) as Terms) : null
    acts[button.dataset.proposalAct!]?.({ id: button.dataset.proposal ?? '', terms })
  })
}
