import type { Socket } from 'socket.io-client'
import { later, localProblem, Refused, type Answer } from './client-answers.ts'
import type { CommandAnswer, CommandInput, CommandName } from './registry.ts'

interface Pending {
  name: string
  payload: Record<string, unknown>
  /** Whether it ever went out: then it may have been done, whatever came back. */
  sent: boolean
  timer: ReturnType<typeof setTimeout>
  resolve: (data: unknown) => void
  reject: (error: Refused) => void
}

const offline = localProblem(
  'offline',
  'There was no connection, so this was not done. Try again when you are back online.',
)
const unanswered = localProblem(
  'unanswered',
  'No answer came, so it is not known whether this was done. You see it when you are back online.',
)

/** A random UUID. `crypto.randomUUID` is missing from pages that are not served by https. */
export const newCommandId = () =>
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, digit => {
    const random = crypto.getRandomValues(new Uint8Array(1))[0]!
    return (Number(digit) ^ (random & (15 >> (Number(digit) / 4)))).toString(16)
  })

/** The commands under way: each is sent until it is answered or patience (ms) ends, always under the same id. */
export const makeCommands = (socket: Socket, patienceMs: number) => {
  const pending = new Map<string, Pending>()

  /** The command is over: takes it out, with its timer. */
  const finish = (id: string) => {
    const command = pending.get(id)
    clearTimeout(command?.timer)
    pending.delete(id)
    return command
  }
  const giveUp = (id: string) => {
    const command = finish(id)
    command?.reject(new Refused(command.sent ? unanswered : offline))
  }

  const transmit = (id: string) => {
    const command = pending.get(id)
    if (!command || !socket.connected) return
    command.sent = true
    socket.emit(command.name, command.payload, (answer: Answer<unknown>) => {
      if (!pending.has(id)) return
      if (!answer.ok && (answer.error.code === 'too_many_requests' || answer.error.status === 503))
        return later(() => transmit(id), answer.error.retryAfterSeconds)
      finish(id)
      if (answer.ok) command.resolve(answer.data)
      else command.reject(new Refused(answer.error))
    })
  }

  return {
    /** `commandId`: of a command that may have been sent before, such as by a page that was closed since. */
    send: <Name extends CommandName>(
      name: Name,
      input: CommandInput<Name>,
      { commandId: id = newCommandId() }: { commandId?: string } = {},
    ): Promise<CommandAnswer<Name>> =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(giveUp, patienceMs, id)
        pending.set(id, {
          name,
          payload: { ...input, commandId: id },
          sent: false,
          timer,
          resolve: data => resolve(data as CommandAnswer<Name>),
          reject,
        })
        transmit(id)
      }),
    /** After a lost connection: sends again whatever has no answer yet. */
    sendAgain: () => [...pending.keys()].forEach(transmit),
    giveUpAll: () => [...pending.keys()].forEach(giveUp),
  }
}
