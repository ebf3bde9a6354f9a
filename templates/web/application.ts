import { useFeedback } from './application-feedback.ts'
import { useInterviews } from './application-interviews.ts'
import type { TimelineState } from '../../realtime/apply.ts'
import { Refused } from '../../realtime/client.ts'
import type { CommandName } from '../../realtime/registry.ts'
import type { Envelope } from '../../server/log.ts'
import { labelOf } from './board-view.ts'
import { client, onStatus } from './client.ts'
import { makeConfirmDialog } from './confirm-dialog.ts'
import { showFaces } from './faces.ts'
import { lookOnBoard, type BoardRoom } from './looking.ts'
import { handlePlacements } from './placement-acts.ts'
import { handleProposals } from './proposal-acts.ts'
import { proposalCard } from './proposal-card.ts'
import { makeReasonDialog } from './reason-dialog.ts'
import { refreshPage } from './refresh.ts'
import { showClosed } from './rights.ts'
import { makeSpeech } from './speech.ts'
import { showThreads } from './threads.ts'
import { toast } from './toast.ts'

/** One application: its facts and its timeline, kept live, and what its reader may do with it. */

interface Entered {
  room: string
  epoch: string
  seq: number
  state: TimelineState
  me: { id: string; name: string }
  /** The room of its board, for those who have one. */
  board: BoardRoom | null
}

const {
  room: roomName,
  epoch,
  seq,
  state,
  me,
  board,
} = JSON.parse(document.getElementById('entered')!.textContent) as Entered
const applicationId = state.application.id
const root = document.querySelector<HTMLElement>('.application')!
const here = document.getElementById('here')!
const dialog = (id: string) => document.getElementById(id) as HTMLDialogElement
const say = makeSpeech(document.getElementById('said')!)
useFeedback(document.getElementById('application-feedback')!)
const reasons = makeReasonDialog(dialog('reason'))
const confirms = makeConfirmDialog(dialog('confirm'))
useInterviews(root, { applicationId, reasons, confirms })
onStatus(status => {
  root.inert = status === 'ended'
})

const onState = ({ application }: TimelineState, envelope: Envelope | null) => {
  void refreshPage()
  if (envelope && envelope.actor?.id !== me.id)
    say(`${envelope.actor?.name ?? 'Changed'}: now in ${labelOf(application.stage)}`)
}
const room = client.join<TimelineState>(
  roomName,
  {
    onState,
    onPresence: people => showFaces(here, people, me.id),
    onClosed: () => showClosed(root),
  },
  { epoch, seq, state },
)

showThreads({
  room: roomName,
  position: { epoch, seq, state },
  me,
  onProposal: ({ proposal }) => proposalCard(proposal!),
})
if (document.getElementById('propose'))
  handleProposals(root, {
    client,
    kind: 'employment_offer',
    makeUrl: `/api/applications/${applicationId}/offers`,
    confirms,
  })
handlePlacements(root)
if (board) lookOnBoard(client, board, { me, applicationId })

/** Sends a command; returns why it was refused, in words, or null. */
const send = async (name: CommandName, input: Record<string, unknown> = {}) => {
  try {
    await client.send(name, { applicationId, ...input })
    await refreshPage()
    return null
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code, detail, requestId, status } = error.problem
    if (code === 'stale') {
      await refreshPage()
      return 'It has changed since you saw it. This is how it is now; do it again if it still holds.'
    }
    return status >= 500 && requestId ? `${detail} Request ${requestId}.` : detail
  }
}
const sendAndSay = async (button: HTMLButtonElement, name: CommandName, input?: Record<string, unknown>) => {
  button.disabled = true
  const refusal = await send(name, input)
  button.disabled = false
  if (refusal) toast(refusal, { tone: 'bad' })
}

const version = () => room.state()?.application.version

const acts: Record<string, (button: HTMLButtonElement) => void> = {
  forward: button =>
    void sendAndSay(button, 'application:move', { to: button.dataset.to, version: version() }),
  propose: button => void sendAndSay(button, 'application:shortlist'),
  reject: ({ dataset: { label = 'Reject' } }) =>
    reasons.ask({
      title: `${label} ${document.querySelector('h1')!.textContent}`,
      confirm: label,
      submit: reason => send('application:reject', { reason, version: version() }),
    }),
  withdraw: () =>
    confirms.ask({
      title: 'Withdraw this application?',
      words: 'The company is told that you step back. While the job is open you can take it up again.',
      confirm: 'Withdraw',
      tone: 'danger',
      submit: () => send('application:withdraw'),
    }),
  reopen: () =>
    confirms.ask({
      title: 'Take this application up again?',
      words: 'It starts anew as received, and the company is told.',
      confirm: 'Take it up again',
      tone: 'primary',
      submit: () => send('application:reopen'),
    }),
}
root.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest<HTMLButtonElement>('button[data-act]')
  if (button) acts[button.dataset.act!]?.(button)
})
