import type { BoardState, Card } from '../../realtime/apply.ts'
import type { Envelope } from '../../server/log.ts'
import { sentence } from './board-words.ts'
import { client, onStatus } from './client.ts'
import { makeConfirmDialog } from './confirm-dialog.ts'
import { post } from './forms.ts'
import { noBoard, type BoardRoom } from './looking.ts'
import { showClosed } from './rights.ts'
import { useShortlist } from './shortlist-acts.ts'
import { useLinks } from './shortlist-links.ts'
import { makeSpeech } from './speech.ts'
import { toast } from './toast.ts'

/** The shortlist of a job, live through the room of its board. */

interface Entered extends BoardRoom {
  jobId: string
  me: { id: string }
}

const { jobId, me, room, epoch, seq } = JSON.parse(document.getElementById('entered')!.textContent) as Entered
const root = document.querySelector<HTMLElement>('.shortlist')!
const say = makeSpeech(document.getElementById('said')!)
const confirms = makeConfirmDialog(document.getElementById('confirm') as HTMLDialogElement)
onStatus(status => {
  root.inert = status === 'ended'
})

const { look } = useShortlist(root, { decideAt: `/api/jobs/${jobId}/shortlist/decide` })
useLinks(root, { jobId, confirms, look })

/** Most of what happens on a board is not about its shortlist, and changes nothing here. */
const concerns = ({ type, data }: Envelope) => {
  const card = data.card as Card | undefined
  return (
    !card || (type !== 'application.ranked' && (card.shortlist !== 'none' || type.startsWith('shortlist.')))
  )
}
const onState = (_state: BoardState, envelope: Envelope | null) => {
  if (envelope && !concerns(envelope)) return
  void look()
  if (!envelope || envelope.actor?.id === me.id) return
  const words = sentence(envelope, envelope.data.card as Card | undefined)
  if (words) say(words)
}
const position = epoch === undefined || seq === undefined ? undefined : { epoch, seq, state: noBoard }
client.join<BoardState>(room, { onState, onClosed: () => showClosed(root) }, position)

const takeBack = (id: string, version: string | undefined, name: string) =>
  confirms.ask({
    title: `Take back ${name}?`,
    words: 'The client does not see this candidate any more, until you propose them again.',
    confirm: 'Take back',
    tone: 'danger',
    submit: async () => {
      const answer = await post(`/api/applications/${id}/shortlist/withdraw`, { version: Number(version) })
      await look()
      if (answer.ok) toast(`${name} is with the client no more.`)
      return answer.ok ? null : answer.problem.detail
    },
  })
root.addEventListener('click', ({ target }) => {
  const item =
    target instanceof Element && target.closest('[data-act="withdraw"]')?.closest<HTMLElement>('.pick')
  if (item) takeBack(item.dataset.id!, item.dataset.version, item.dataset.name!)
})
