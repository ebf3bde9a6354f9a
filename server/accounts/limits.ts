import { networkOf } from '../address.ts'
import { Problem } from '../errors.ts'
import { makeLimit } from '../rate-limit.ts'

/** So many in so many seconds, for one account and from one address. */
interface Rule {
  account: [points: number, seconds: number]
  address: [points: number, seconds: number]
}

const rules = {
  /** Guesses at a password. */
  signIn: { account: [5, 60], address: [30, 60] },
  /** Mails that anybody can have sent to an address: codes and links. */
  mail: { account: [3, 600], address: [20, 600] },
  /** Guesses at a code or a link. */
  code: { account: [10, 600], address: [100, 600] },
  /** Changes of a phone number, each of which tells whether somebody else has it. */
  phone: { account: [5, 3_600], address: [20, 3_600] },
} satisfies Record<string, Rule>

const makeLimits = (table: Record<keyof typeof rules, Rule>) => {
  const pair = (name: string, { account, address }: Rule) => {
    const limit = (of: string, [points, seconds]: [number, number]) =>
      makeLimit(`${name}:${of}`, { points, seconds })
    const accounts = limit('account', account)
    const addresses = limit('address', address)
    const take = async (key: string, ip: string) => {
      await addresses.take(networkOf(ip))
      await accounts.take(key)
    }
    return {
      /** Counts one against the account and the address. Throws 429 with the time to wait when either has none left. */
      take,
      /** The same as an answer: whether there was one left. */
      spare: (key: string, ip: string) =>
        take(key, ip).then(
          () => true,
          (error: unknown) => {
            if (error instanceof Problem && error.code === 'too_many_requests') return false
            throw error
          },
        ),
      /** What was counted against the account is settled. */
      forget: (key: string) => accounts.forget(key),
    }
  }
  return {
    signIn: pair('signIn', table.signIn),
    mail: pair('mail', table.mail),
    code: pair('code', table.code),
    phone: pair('phone', table.phone),
  }
}

let current: ReturnType<typeof makeLimits> | undefined

/**
 * How often. The key of an account is what was typed to name it, whether there is one or not: a limit that only real
 * accounts had would tell which are real.
 */
export const limits = () => (current ??= makeLimits(rules))

/** Starts counting afresh, by other rules where some are given: for tests, in which everybody has one address. */
export const resetLimits = (others: Partial<Record<keyof typeof rules, Rule>> = {}) => {
  current = makeLimits({ ...rules, ...others })
}
