import { dinero, halfAwayFromZero, toSnapshot, transformScale } from 'dinero.js/bigint'
import type { ServiceTerms } from '../../db/tables.ts'
import { conflict } from '../errors.ts'

export interface Money {
  /** In minor units. */
  amount: number
  currency: string
}

/** How a fee came about: a part of the first yearly salary, or what was agreed. */
export type FeeComputation = { basisPoints: number; salary: Money } | { fixed: Money }

/**
 * `amount × part ÷ whole` in minor units, over whole numbers of any length, rounded once, half away from zero. The
 * amount is taken as so many parts of the whole, which is what dinero rounds between.
 */
export const shareOf = (amount: number, part: number, whole: number): number => {
  const inParts = dinero({
    amount: BigInt(amount) * BigInt(part),
    currency: { code: 'XXX', base: BigInt(whole), exponent: 0n },
    scale: 1n,
  })
  return Number(toSnapshot(transformScale(inParts, 0n, halfAwayFromZero)).amount)
}

const all = 10_000

/** The tax on an amount, in minor units, by a rate in basis points. */
export const taxOf = (net: number, basisPoints: number): number => shareOf(net, basisPoints, all)

const computed = ({ fee, currency }: ServiceTerms, salary: Money | null): FeeComputation => {
  if ('amount' in fee) return { fixed: { amount: fee.amount, currency: fee.currency } }
  if (!salary)
    throw conflict('The fee is a part of the salary, and no salary was agreed: nothing can be invoiced.')
  if (salary.currency !== currency)
    throw conflict(
      `The salary is in ${salary.currency} and the terms are in ${currency}: nothing can be invoiced from the two.`,
    )
  return { basisPoints: fee.basisPoints, salary }
}

/**
 * What is charged for a hire, without tax, and how it came about. Throws 409 `conflict` where the terms ask for a part of
 * a salary that is not there or in another currency, and where it comes to nothing.
 */
export const feeOf = (
  terms: ServiceTerms,
  salary: Money | null,
): { net: Money; computation: FeeComputation } => {
  const computation = computed(terms, salary)
  const amount =
    'fixed' in computation
      ? computation.fixed.amount
      : shareOf(computation.salary.amount, computation.basisPoints, all)
  if (!amount) throw conflict('The fee comes to nothing: nothing can be invoiced.')
  return { net: { amount, currency: terms.currency }, computation }
}
