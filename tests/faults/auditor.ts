import { randomUUID } from 'node:crypto'
import { connectHirewire, Refused, type HirewireClient } from '../../realtime/client.ts'
import type { CommandName } from '../../realtime/registry.ts'
import type { ProblemBody } from '../../server/errors.ts'
import type { FakeAttempt } from '../support/fake-postmark.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeBoards } from './boards.ts'
import type { Findings } from './fault.ts'
import { makeGuests } from './guests.ts'
import { askAcknowledged, askMails, askRows, wordFor, type Acknowledged, type Sql } from './rows.ts'

/** Rides along in the command's payload, through the client, and stays behind when that becomes JSON. */
const ticket = Symbol('ticket')
type Ticketed = { commandId?: string; [ticket]?: { commandId?: string } }

export type Outcome = { answer: Record<string, unknown> } | { problem: ProblemBody }

/** Compares what clients were told and shown with the database: see `findings`. */
export const makeAudit = (sql: Sql) => {
  const acknowledged: Acknowledged[] = []
  const clients = new Set<HirewireClient>()
  const seen: string[] = []
  const guests = makeGuests(sql)
  const boards = makeBoards()

  const writeDown = (commandId: string, answer: Record<string, unknown>) => {
    const what = wordFor(answer)
    if (what) acknowledged.push({ commandId, what })
  }
  const listen = (client: HirewireClient) => {
    if (clients.has(client)) return
    clients.add(client)
    client.socket.onAnyOutgoing((_name: string, payload?: Ticketed) => {
      if (payload?.[ticket]) payload[ticket].commandId = payload.commandId!
    })
  }

  /** From now on nothing may reach this client in which `pattern` is found. */
  const mayNotSee = (client: HirewireClient, who: string, pattern: RegExp) => {
    client.socket.io.on('packet', ({ data }) => {
      const text = JSON.stringify(data) ?? ''
      const found = pattern.exec(text)
      if (found) seen.push(`${who}: … ${text.slice(Math.max(0, found.index - 60), found.index + 60)} …`)
    })
  }

  return {
    mayNotSee,
    guests,

    /** Sends a command and writes down what it was answered with. */
    send: async (
      client: HirewireClient,
      name: CommandName,
      input: Record<string, unknown>,
    ): Promise<Outcome> => {
      listen(client)
      const named: { commandId?: string } = {}
      try {
        const answer = (await client.send(name, { ...input, [ticket]: named })) as Record<string, unknown>
        writeDown(named.commandId!, answer)
        return { answer }
      } catch (error) {
        if (error instanceof Refused) return { problem: error.problem }
        throw error
      }
    },

    /** The same over HTTP, under an Idempotency-Key. Undefined if no answer came. */
    post: async (
      url: string,
      { token }: Person,
      path: string,
      body: object,
    ): Promise<Outcome | undefined> => {
      const key = randomUUID()
      const response = await fetch(`${url}/api${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          authorization: `Bearer ${token}`,
        },
        body: JSON.stringify(body),
      }).catch(() => undefined)
      const answer = (await response?.json().catch(() => undefined)) as Record<string, unknown> | undefined
      if (!response || !answer) return undefined
      if (!response.ok) return { problem: answer as unknown as ProblemBody }
      writeDown(`http:${key}`, answer)
      return { answer }
    },

    /** Somebody in a room whose board is compared in the end. */
    sit: boards.sit,

    /** Somebody who has no business here, tries the door at every connection, and may hear of nothing. */
    outsider: async (url: string, person: Person, room: string) => {
      const client = connectHirewire({ url, token: person.token })
      mayNotSee(client, `${person.name}, an outsider`, /"(seq|state|people|card|job)":/)
      let refused = 0
      client.socket.on('connect', () => client.join(room, { onClosed: () => (refused += 1) }))
      await until('the outsider is refused', () => refused)
      return client
    },

    /** What is wrong with the mails that were put in the queue, by those that the provider accepted. */
    mails: (accepted: FakeAttempt[]) => askMails(sql, accepted),

    /**
     * What is wrong once everything has come to rest: commands that were acknowledged and are not in the log, events
     * without their effect and the other way round, boards that differ from what the database holds for that role.
     */
    findings: async (): Promise<Findings> => {
      const findings = await askRows(sql)
      findings.seen.push(...seen, ...guests.seen())
      findings.lost.push(...(await askAcknowledged(sql, acknowledged)))
      await boards.compare(findings)
      return findings
    },
  }
}

export type Audit = ReturnType<typeof makeAudit>
