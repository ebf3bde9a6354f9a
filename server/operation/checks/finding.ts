import { setTimeout as sleep } from 'node:timers/promises'

/** `wrong` keeps the product from working; a `warning` hurts or will; a `note` is said because it may surprise. */
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
export const patienceMs = 5_000

/** Findings about one thing. */
export const findings = (about: string) => ({
  good: (found: string): Finding[] => [{ mark: 'good', about, found }],
  note: (found: string): Finding[] => [{ mark: 'note', about, found }],
  warning: (found: string, mend: string): Finding[] => [{ mark: 'warning', about, found, mend }],
  wrong: (found: string, mend: string): Finding[] => [{ mark: 'wrong', about, found, mend }],
})

/** Runs a check; one that takes too long or throws is a finding like any other. */
export const run = async (about: string, check: Check): Promise<Finding[]> => {
  const { wrong } = findings(about)
  const tooLong = async () => {
    await sleep(patienceMs, undefined, { ref: false })
    return wrong(`no answer within ${patienceMs / 1_000} s.`, 'See whether what it asks is overloaded or cut off.')
  }
  return Promise.race([check(), tooLong()]).catch((error: unknown) =>
    wrong(error instanceof Error ? error.message : String(error), 'This was not foreseen: the words above may help.'),
  )
}
