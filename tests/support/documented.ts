import { expect } from 'vitest'
import { errorsOf } from '../../realtime/docs/errors.ts'
import { heardIn } from '../../realtime/docs/event-data.ts'
import { envelope, passingMessages } from '../../realtime/messages.ts'
import { commands, signals, type CommandName, type SignalName } from '../../realtime/registry.ts'
import type { RoomKind } from '../../server/event-data.ts'
import type { EventName } from '../../server/events.ts'
import type { Envelope } from '../../server/log.ts'
import { problemAnswer } from '../../server/problem-answer.ts'

type Safe = { safeParse(value: unknown): { error?: { issues: unknown[] } | undefined; data?: unknown } }

/** The value is what the schema says, and has nothing beside it. */
const expectFits = (schema: Safe | undefined, value: unknown, what: string) => {
  const parsed = schema?.safeParse(value)
  expect(parsed?.error?.issues ?? [], what).toEqual([])
  expect(parsed?.data, what).toEqual(value)
}

const sent = { ...signals, ...commands }

/** An ack says what the registry declares: its answer, or one of its errors. */
export const expectDocumentedAck = (
  name: string,
  answer: { ok: true; data: unknown } | { ok: false; error: { code: string } },
) => {
  if (answer.ok)
    return expectFits(sent[name as CommandName | SignalName].answer, answer.data, `the ack of ${name}`)
  expectFits(problemAnswer, answer.error, `the refusal of ${name}`)
  expect(errorsOf(name as CommandName | SignalName), name).toContain(answer.error.code)
}

/** An event carries what is documented for this audience of this kind of room. */
export const expectDocumentedData = (
  { type, data }: Pick<Envelope, 'type' | 'data'>,
  kind: string,
  audience: string,
) => {
  const cuts = Object.fromEntries(heardIn(kind as RoomKind, type as EventName))
  expectFits(cuts[audience], data, `${type} to ${audience} in ${kind}:{id}`)
}

/** A message that came to a client of this audience is an event or a passing message, as documented. */
export const expectDocumentedMessage = (name: string, payload: unknown, audience: string) => {
  if (Object.hasOwn(passingMessages, name))
    expectFits(passingMessages[name as keyof typeof passingMessages].payload, payload, name)
  const events = name === 'events' ? (payload as { events: Envelope[] }).events : [payload as Envelope]
  if (name !== 'events' && Object.hasOwn(passingMessages, name)) return
  for (const event of events) {
    expectFits(envelope, event, event.type)
    expectDocumentedData(event, event.room.split(':')[0]!, audience)
  }
}
