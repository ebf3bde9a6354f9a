import { randomUUID } from 'node:crypto'
import { audit } from '../server/audit.ts'
import { withContext } from '../server/context.ts'
import { forbidden, noAck, problemBody, toProblem, unknownEvent } from '../server/errors.ts'
import { reportFault } from '../server/faults.ts'
import { logger } from '../server/logger.ts'
import { metrics } from '../server/metrics.ts'
import { makeLocalLimit } from '../server/rate-limit.ts'
import { fingerprintOf, parseInput } from '../server/route.ts'
import { disconnect } from './eviction.ts'
import type { makeSignals } from './joining.ts'
import { limits } from './limits.ts'
import { commands, signals, type CommandName, type SignalName, type SocketCommand } from './registry.ts'
import type { Ack, PersonSocket } from './socket.ts'

const runCommand = async (socket: PersonSocket, name: CommandName, requestId: string, payload: unknown) => {
  const { actor } = socket.data
  const command: SocketCommand = commands[name]
  if (!command.who.includes(actor.role)) throw forbidden()
  const { commandId, ...input } = parseInput(command.input, payload) as { commandId: string }
  if (actor.role === 'admin') await audit(actor, name, commandId)
  const context = { requestId, command: { id: commandId, fingerprint: fingerprintOf(name, input) } }
  return withContext(context, () => command.run(actor, input as never))
}

/** A name that is none of ours is counted as such: the figures must not grow with what strangers think of. */
const isOurs = (name: string) => Object.hasOwn(signals, name) || Object.hasOwn(commands, name)

const note = (name: string, requestId: string, outcome: string) => {
  const event = isOurs(name) ? name : 'unknown'
  metrics.socketMessages.inc({ event, outcome })
  logger().debug({ requestId, event, outcome }, 'socket message')
}

/**
 * What happens to every message that comes in: one place for limits, validation, errors and the missing ack. A message
 * can be refused; it can never end the process.
 */
export const makeReceive = (handlers: ReturnType<typeof makeSignals>) => {
  const eventLimit = makeLocalLimit({
    points: limits.burst,
    seconds: limits.burst / limits.messagesPerSecond,
  })

  const signal = <Name extends SignalName>(socket: PersonSocket, name: Name, payload: unknown, ack: Ack) =>
    handlers[name](socket, parseInput(signals[name].input, payload) as never, ack)

  return async (socket: PersonSocket, event: string | number, args: unknown[]) => {
    const requestId = randomUUID()
    // Socket.IO takes numbers for names.
    const name = String(event)
    const last = args.at(-1)
    const ack = typeof last === 'function' ? (last as Ack) : undefined
    const payload = args.length > 1 ? args[0] : undefined
    try {
      await eventLimit.take(socket.id)
      if (!ack) throw noAck()
      if (Object.hasOwn(signals, name))
        await withContext({ requestId }, () => signal(socket, name as SignalName, payload, ack))
      else if (Object.hasOwn(commands, name))
        ack({ ok: true, data: await runCommand(socket, name as CommandName, requestId, payload) })
      else throw unknownEvent(name)
      note(name, requestId, 'ok')
    } catch (error) {
      const problem = toProblem(error)
      note(name, requestId, problem.code)
      if (problem.status >= 500) reportFault(error, 'socket command failed', { requestId, event: name })
      const body = problemBody(problem, requestId)
      if (ack) ack({ ok: false, error: body })
      else socket.emit('problem', body)
      if (problem.code === 'session_ended') disconnect(socket)
    }
  }
}
