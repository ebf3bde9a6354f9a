import type { BoardState, Proposal } from '../../realtime/apply.ts'
import type { Envelope } from '../../server/log.ts'
import { client, onStatus } from './client.ts'
import { makeConfirmDialog } from './confirm-dialog.ts'
import { showFaces } from './faces.ts'
import { handleProposals } from './proposal-acts.ts'
import { proposalCard } from './proposal-card.ts'
import { roundWords, statusTag } from './proposal-view.ts'
import { refreshPage } from './refresh.ts'
import { showClosed } from './rights.ts'
import { makeSpeech } from './speech.ts'
import { showThreads } from './threads.ts'

/** The negotiation of a job: its thread, what lies on the table, and what has bound, live through the board's room. */

interface Entered {
  room: string
  epoch: string
  seq: number
  state: BoardState
  me: { id: string; name: string }
}

const { room, epoch, seq, state, me } = JSON.parse(document.getElementById('entered')!.textContent) as Entered
const position = { epoch, seq, state }
const root = document.querySelector<HTMLElement>('.negotiation')!
const here = document.getElementById('here')!
const say = makeSpeech(document.getElementById('said')!)
onStatus(status => {
  root.inert = status === 'ended'
})

const sentence = ({ actor }: Envelope, proposal: Proposal) =>
  `${roundWords(proposal)}: ${statusTag(proposal).label}${actor ? `, ${actor.name}` : ''}`

/** Most of what happens in the room of a board is none of a negotiation's. */
const onState = (_state: BoardState, envelope: Envelope | null) => {
  if (envelope && !envelope.type.startsWith('proposal.')) return
  const proposal = (envelope?.data.thread as { proposal?: Proposal } | undefined)?.proposal
  if (envelope && !proposal) return
  void refreshPage()
  if (envelope && proposal && envelope.actor?.id !== me.id) say(sentence(envelope, proposal))
}
client.join<BoardState>(
  room,
  {
    onState,
    onPresence: people => showFaces(here, people, me.id),
    onClosed: () => showClosed(root),
  },
  position,
)
showThreads({ room, position, me, onProposal: ({ proposal }) => proposalCard(proposal!) })
handleProposals(root, {
  client,
  kind: 'service_terms',
  makeUrl: `/api/jobs/${state.job.id}/proposals`,
  confirms: makeConfirmDialog(document.getElementById('confirm') as HTMLDialogElement),
})
