import type { ErrorCode } from '../../server/errors.ts'
import { commands, signals, type CommandName, type SignalName } from '../registry.ts'

/** What any message may be refused with. */
export const always: ErrorCode[] = [
  'validation',
  'session_ended',
  'too_many_requests',
  'internal',
  'unavailable',
]
/** What any command may be refused with beside that. */
export const commanded: ErrorCode[] = ['forbidden', 'not_found', 'key_reused']

/** Every code that this message may be refused with, its own ones first. */
export const errorsOf = (name: CommandName | SignalName): ErrorCode[] =>
  Object.hasOwn(signals, name)
    ? [...signals[name as SignalName].errors, ...always]
    : [...commands[name as CommandName].errors, ...commanded, ...always]

/** Codes of the `problem` message: without a callback there is no ack to carry them, nor any other. */
export const problemErrors: ErrorCode[] = ['no_ack', 'too_many_requests', 'internal', 'unavailable']
