import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { env } from './env.ts'

/**
 * The address a request comes from, past as many proxies as TRUST_PROXY says. Express tells the same as `request.ip`; a
 * handshake of a socket never gets as far as Express.
 */
export const addressOf = ({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>) => {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  const named = forwarded.map(part => part.trim()).filter(Boolean)
  const nearestFirst = [socket.remoteAddress ?? 'unknown', ...named.toReversed()]
  return nearestFirst[Math.min(env().TRUST_PROXY, nearestFirst.length - 1)]!
}

/** What limits count by: an IPv4 address, or the first half of an IPv6 one, of whose other half everybody has plenty. */
export const networkOf = (address: string) => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head, tail] = plain.toLowerCase().split('::') as [string, string?]
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
