import { setTimeout as sleep } from 'node:timers/promises'

/** What is `wrong` has to be mended; a `warning` may hurt; a `note` is said because it may surprise. */
export type Mark = 'good' | 'warning' | 'wrong' | 'note'

/** What one check found, in words, and how to mend it. Never with a password, a token or a whole address of a server. */
export interface Finding {
  mark: Mark
  about: string
  found: string
  mend?: string
}

export type Check = () => Promise<Finding[]>

/** The longest that one check may take, in ms. */
const patienceMs = 5_000

/** Findings about one thing. */
export const findings = (about: string) => ({
  good: (found: string): Finding[] => [{ mark: 'good', about, found }],
  note: (found: string): Finding[] => [{ mark: 'note', about, found }],
  warning: (found: string, mend: string): Finding[] => [{ mark: 'warning', about, found, mend }],
  wrong: (found: string, mend: string): Finding[] => [{ mark: 'wrong', about, found, mend }],
})

/** What PostgreSQL says to whoever may not look. */
const insufficientPrivilege = '42501'

/** Runs a check; one that takes too long or throws is a finding like any other. */
export const run = async (about: string, check: Check): Promise<Finding[]> => {
  const { wrong, note } = findings(about)
  const tooLong = async () => {
    await sleep(patienceMs, undefined, { ref: false })
    return wrong(`no answer within ${patienceMs / 1_000} s.`, 'Is what it asks overloaded or cut off?')
  }
  return Promise.race([check(), tooLong()]).catch((error: unknown) => {
    const { code, message } = error as { code?: string; message: string }
    if (code === insufficientPrivilege) return note('cannot be looked at: see the rights.')
    return wrong(message, 'This was not foreseen: its own words may help.')
  })
}
