import type { Message } from '../../realtime/apply.ts'
import { exactTime, initials } from './words.ts'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const sides: Record<string, string> = {
  staff: 'Recruiter',
  client: 'Client',
  candidate: 'Candidate',
  interviewer: 'Interviewer',
}

const make = <Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, words?: string) => {
  const element = document.createElement(name)
  element.className = className
  if (words !== undefined) element.textContent = words
  return element
}

const timeOf = ({ at }: Message) => {
  const element = make('time', 'quiet small', clock.format(new Date(at)))
  element.dateTime = at
  element.title = exactTime(new Date(at), zone)
  return element
}

const act = (name: string, words: string, by: string) => {
  const button = make('button', 'link-button', words)
  button.type = 'button'
  button.dataset.act = name
  button.ariaLabel = `${words} the message of ${by}`
  return button
}

const headOf = (message: Message, acts: HTMLElement[]) => {
  const { by, side, editedAt, deleted } = message
  const head = make('p', 'message-head')
  const avatar = make('span', 'avatar', initials(by.name))
  avatar.ariaHidden = 'true'
  head.append(avatar, make('strong', '', by.name), make('span', 'tag', sides[side] ?? side), timeOf(message))
  if (editedAt && !deleted) {
    const mark = make('span', 'quiet small', 'edited')
    mark.title = exactTime(new Date(editedAt), zone)
    head.append(mark)
  }
  if (acts.length) {
    const end = make('span', 'message-acts')
    end.append(...acts)
    head.append(end)
  }
  return head
}

interface Rights {
  mayEdit: boolean
  mayDelete: boolean
  /** What a message shows that proposes something. */
  onProposal?: ((message: Message) => HTMLElement) | undefined
}

/** A message as it stands in its thread. The HTML in it was made safe by the server. */
export const messageElement = (message: Message, { mayEdit, mayDelete, onProposal }: Rights) => {
  const element = make('li', 'message')
  element.dataset.id = message.id
  element.dataset.side = message.side
  const isFree = !message.deleted && !message.proposal
  const acts = [
    ...(isFree && mayEdit ? [act('edit', 'Edit', message.by.name)] : []),
    ...(isFree && mayDelete ? [act('delete', 'Delete', message.by.name)] : []),
  ]
  element.append(headOf(message, acts))
  const body = make('div', message.deleted ? 'message-body quiet' : 'message-body')
  if (message.deleted) body.textContent = 'This message was deleted.'
  else body.innerHTML = message.html
  element.append(body)
  if (message.proposal && onProposal) element.append(onProposal(message))
  return element
}

/** What was written and is not sent yet, or was refused and why. */
export const waitingElement = ({
  commandId,
  text,
  refusal,
}: {
  commandId: string
  text: string
  refusal?: string | undefined
}) => {
  const element = make('li', 'message waiting')
  element.dataset.command = commandId
  element.append(make('p', 'message-body as-typed', text))
  const state = make('p', refusal ? 'field-error' : 'quiet small', refusal ?? 'Waiting to be sent')
  element.append(state)
  if (refusal) {
    const acts = make('p', 'message-acts')
    acts.append(act('take-back', 'Change', 'yours'), act('drop', 'Discard', 'yours'))
    for (const button of acts.querySelectorAll('button'))
      button.ariaLabel = `${button.textContent} what was not sent`
    element.append(acts)
  }
  return element
}
