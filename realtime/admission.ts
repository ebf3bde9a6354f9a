import type { IncomingMessage } from 'node:http'
import { addressOf, networkOf } from '../server/address.ts'
import { authenticate } from '../server/auth.ts'
import { badOrigin, Problem, tooManyRequests, unauthenticated, unavailable } from '../server/errors.ts'
import { originAllowed } from '../server/origins.ts'
import { makeLimit } from '../server/rate-limit.ts'
import { makeSlots } from '../server/slots.ts'
import { limits } from './limits.ts'
import type { PersonSocket } from './socket.ts'

/** Room for an office behind one router, and not for all the connections a node can hold. */
const connectionsPerAddress = 2_000
/** Of one person, whatever became of them. */
const handshakes = { points: 100, seconds: 10 }
/** From one address, of nobody we know. */
const failures = { points: 60, seconds: 60 }

/** What a header may hold: a token that none could carry is none, and never gets as far as the database. */
const isToken = (token: unknown): token is string =>
  typeof token === 'string' && /^[\x21-\x7e]{1,8000}$/.test(token)

/** Who is at the other end: their cookie, or the token a client without one hands over. */
const identify = async ({ handshake }: PersonSocket) => {
  const { token } = handshake.auth as { token?: unknown }
  if (token !== undefined && !isToken(token)) throw unauthenticated()
  const bearer = isToken(token) ? { authorization: `Bearer ${token}` } : {}
  const actor = await authenticate({ ...handshake.headers, ...bearer })
  if (!actor) throw unauthenticated()
  return actor
}

const networkOfRequest = (request: IncomingMessage) => networkOf(addressOf(request))

/** Who may open a connection, how many, and how often. */
export const makeAdmission = () => {
  const addresses = makeSlots(connectionsPerAddress)
  const people = makeSlots(limits.socketsPerPerson)
  const perPerson = makeLimit('handshake', handshakes)
  const perStranger = makeLimit('handshake:failed', failures)
  /** Addresses with too many failures, for as long as they have to wait. */
  const shut = new Set<string>()
  const asked = new WeakSet<object>()

  const countFailure = async (network: string) => {
    try {
      await perStranger.take(network)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      shut.add(network)
      setTimeout(() => shut.delete(network), (error.extra.retryAfterSeconds ?? 1) * 1_000).unref()
    }
  }

  return {
    /** Why this request may not become a connection at all. */
    refusal: (request: IncomingMessage): Problem | undefined => {
      if (!originAllowed(request)) return badOrigin()
      if (shut.has(networkOfRequest(request))) return tooManyRequests(failures.seconds)
      return undefined
    },
    /** Counts a connection against its address; false when that has too many. */
    open: (conn: PersonSocket['conn']) => {
      const leave = addresses.take(networkOfRequest(conn.request))
      if (leave) conn.once('close', leave)
      return leave !== undefined
    },
    /** Who the person of this handshake is. Throws the problem they are told, after which their connection is closed. */
    admit: async (socket: PersonSocket) => {
      const { conn } = socket
      // A connection is for one handshake: who was refused comes again, on another.
      if (asked.has(conn)) throw tooManyRequests(1)
      asked.add(conn)
      try {
        const actor = await identify(socket)
        await perPerson.take(actor.id)
        if (conn.readyState !== 'open') throw unavailable()
        const leave = people.take(actor.id)
        if (!leave) throw tooManyRequests(5)
        conn.once('close', leave)
        return actor
      } catch (error) {
        if (error instanceof Problem && error.status === 401)
          await countFailure(networkOfRequest(conn.request))
        throw error
      }
    },
  }
}
