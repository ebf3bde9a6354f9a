import { shareOf } from '../invoices/fee.ts'
import { daysBetween, plusDays } from '../time.ts'

interface Asked {
  /** The first day at work: `2026-03-05`. */
  joinedOn: string
  guaranteeDays: number
  rebate: 'full' | 'pro_rata'
  /** The last day at work: today, for what a leaver would be owed now. */
  on: string
}

/** How much of the fee is given back: so many days of so many, all of it, or nothing. */
export type RebateShare = { of: number; in: number } | 'full' | 'none'

export interface Guarantee {
  /** Its last day. */
  endsOn: string
  /** Days at work up to and including this one; they go on being counted after the guarantee. */
  daysServed: number
  /** Days of the guarantee that are still to come. */
  daysLeft: number
  isInside: boolean
  share: RebateShare
}

/**
 * The guarantee of a placement as it stands on a day. Days are those of the calendar, whatever the clocks do: the day of
 * joining is day 1, and a guarantee of 90 days ends with day 90. Whoever leaves on its last day leaves inside of it:
 * with a full rebate all is given back, pro rata nothing, as no day is left. While inside `daysServed + daysLeft` is
 * `guaranteeDays`. Before the first day, and without any days, nothing is guaranteed.
 */
export const guaranteeOf = ({ joinedOn, guaranteeDays, rebate, on }: Asked): Guarantee => {
  const daysServed = Math.max(daysBetween(joinedOn, on) + 1, 0)
  const daysLeft = Math.max(guaranteeDays - daysServed, 0)
  const isInside = daysServed > 0 && daysServed <= guaranteeDays
  const inside: RebateShare = rebate === 'full' ? 'full' : { of: daysLeft, in: guaranteeDays }
  return {
    endsOn: plusDays(joinedOn, guaranteeDays - 1),
    daysServed,
    daysLeft,
    isInside,
    share: isInside ? inside : 'none',
  }
}

/** So much of a fee, in minor units: rounded once, half away from zero. */
export const rebateOf = (net: number, share: RebateShare): number => {
  if (share === 'none') return 0
  return share === 'full' ? net : shareOf(net, share.of, share.in)
}
