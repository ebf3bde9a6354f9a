import type { BoardState } from '../../realtime/apply.ts'
import { client } from './client.ts'
import { makeConfirmDialog } from './confirm-dialog.ts'
import { post } from './forms.ts'
import { noBoard, type BoardRoom } from './looking.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'

/** Keeps the list of those who were put forward as it is now: whatever happens on their boards, it is read again. */
const followBoards = (rooms: BoardRoom[]) => {
  for (const { room, epoch, seq } of rooms) {
    const position = epoch === undefined || seq === undefined ? undefined : { epoch, seq, state: noBoard }
    const again = () => void refreshPage()
    client.join<BoardState>(room, { onState: again, onClosed: again }, position)
  }
}

/** Those of the page who were put forward, kept live, each to be taken back while they have not answered. */
export const usePutForwardList = () => {
  const rooms = document.getElementById('put-forward-rooms')
  if (!rooms) return
  followBoards(JSON.parse(rooms.textContent) as BoardRoom[])
  const confirms = makeConfirmDialog(document.querySelector<HTMLDialogElement>('#confirm')!)
  const takeBack = async (id: string, name: string) => {
    const answer = await post(`/api/submissions/${id}/withdraw`)
    await refreshPage()
    if (!answer.ok) return answer.problem.detail
    toast(`${name} is not asked any more.`)
    return null
  }
  // The list itself is put in anew whenever something happens.
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLElement>('[data-withdraw]')
    if (!button) return
    const { withdraw = '', name = '' } = button.dataset
    confirms.ask({
      title: `Take ${name} back?`,
      words: 'They are told that you do not put them forward for this job any more.',
      confirm: 'Take back',
      tone: 'danger',
      submit: () => takeBack(withdraw, name),
    })
  })
}
