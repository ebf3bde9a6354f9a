import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { connectHirewire, Refused, type HirewireClient } from '../../realtime/client.ts'
import type { CommandName } from '../../realtime/registry.ts'
import type { ProblemBody } from '../../server/errors.ts'
import { freshly, inRoom, type Seat } from '../support/board-client.ts'
import type { FakeAttempt } from '../support/fake-postmark.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { nothingFound, type Findings } from './fault.ts'
import { makeGuests } from './guests.ts'
import { askAcknowledged, askRows, type Acknowledged, type Sql } from './rows.ts'

type Where = { url: string; person: Person; room: string }

/** Rides along in the command's payload, through the client, and stays behind when that becomes JSON. */
const ticket = Symbol('ticket')
type Ticketed = { commandId?: string; [ticket]?: { commandId?: string } }

export type Outcome = { answer: Record<string, unknown> } | { problem: ProblemBody }

/** Compares what clients were told and shown with the database: see `findings`. */
export const makeAudit = (sql: Sql) => {
  const acknowledged: Acknowledged[] = []
  const seats: (Where & { seat: Seat })[] = []
  const clients = new Set<HirewireClient>()
  const seen: string[] = []
  const guests = makeGuests(sql)

  const writeDown = (commandId: string, { id, version }: Record<string, unknown>) => {
    if (typeof id === 'string' && typeof version === 'number')
      acknowledged.push({ commandId, card: id, version })
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

  /** What the room shows to such a person now: asked once for all of a kind. */
  const shown = new Map<string, ReturnType<typeof freshly>>()
  const shownTo = ({ url, person, room }: Where) => {
    const kind = `${person.role} ${person.companyId} ${room}`
    const now = shown.get(kind) ?? freshly(url, person, room)
    shown.set(kind, now)
    return now
  }

  const check = async ({ seat, ...where }: Where & { seat: Seat }, findings: Findings) => {
    const who = `${where.person.name} in ${where.room}`
    const now = await shownTo(where)
    await until(`${who} has caught up`, () => seat.room.position()!.seq >= now.seq).catch(() =>
      findings.lost.push(`${who} is at ${seat.room.position()!.seq} of ${now.seq}`),
    )
    if (!isDeepStrictEqual(seat.state(), now.state)) findings.lost.push(`${who} shows another board`)
    for (const [index, { epoch, seq, snapshot }] of seat.trail.entries()) {
      const before = seat.trail[index - 1]
      if (!before || before.epoch !== epoch) continue
      if (snapshot ? seq < before.seq : seq <= before.seq)
        findings.duplicated.push(`${who}: ${before.seq}, then ${seq}`)
      if (!snapshot && seq > before.seq + 1) findings.gaps.push(`${who}: ${before.seq}, then ${seq}`)
    }
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
    sit: async (url: string, person: Person, room: string): Promise<Seat> => {
      const seat = await inRoom(url, person, room)
      seats.push({ seat, url, person, room })
      return seat
    },

    /** Somebody who has no business here, tries the door at every connection, and may hear of nothing. */
    outsider: async (url: string, person: Person, room: string) => {
      const client = connectHirewire({ url, token: person.token })
      mayNotSee(client, `${person.name}, an outsider`, /"(seq|state|people|card|job)":/)
      let refused = 0
      client.socket.on('connect', () => client.join(room, { onClosed: () => (refused += 1) }))
      await until('the outsider is refused', () => refused)
      return client
    },

    /** The provider took each mail that was put in the queue, took it once, and the ledger knows it by its reference. */
    mails: async (accepted: FakeAttempt[]): Promise<Partial<Findings>> => {
      const byKey = Map.groupBy(accepted, ({ key }) => key)
      const taken = new Set(accepted.map(({ ref }) => ref))
      const wanted = await sql<{ key: string; ref: string | null }>(
        `select distinct j.data->>'key' as key, e.ref from pgboss.job j left join effect e on e.key = j.data->>'key' where j.name = 'deliver-email'`,
      )
      return {
        duplicated: [...byKey]
          .filter(([, mails]) => mails.length > 1)
          .map(([key, mails]) => `mail ${key} went out ${mails.length} times`),
        lost: wanted
          .filter(({ ref }) => !ref || !taken.has(ref))
          .map(({ key }) => `mail ${key} never went out`),
      }
    },

    /**
     * What is wrong once everything has come to rest: commands that were acknowledged and are not in the log, events
     * without their effect and the other way round, boards that differ from what the database holds for that role.
     */
    findings: async (): Promise<Findings> => {
      const findings = { ...nothingFound(), ...(await askRows(sql)) }
      findings.seen.push(...seen, ...guests.seen())
      findings.lost.push(...(await askAcknowledged(sql, acknowledged)))
      await Promise.all(seats.map(one => check(one, findings)))
      return findings
    },
  }
}

export type Audit = ReturnType<typeof makeAudit>
