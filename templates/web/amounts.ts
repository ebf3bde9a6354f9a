import { decimalsOf, decimalText } from './words.ts'

/** Amounts as people type them and read them, exact to the last digit: no float ever comes between. Pure. */

/** What was typed, as its digits before and after the point; null if it is no number of at most so many decimals. */
const partsOf = (typed: string, decimals: number) => {
  const plain = typed.replace(/[\s'’]/g, '')
  const [, head = '', mark = '', tail = ''] = /^(.*)([.,])(\d*)$/.exec(plain) ?? []
  // Three digits behind a mark are a group of thousands, but for a point alone in a currency of three decimals.
  const isPoint =
    mark !== '' &&
    tail.length > 0 &&
    tail.length <= decimals &&
    (tail.length < 3 || (mark === '.' && !head.includes('.')))
  const whole = isPoint ? head : plain
  if (isPoint && head.includes(mark)) return null
  if (!/^\d+$|^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(whole)) return null
  return { whole: whole.replace(/[.,]/g, ''), fraction: isPoint ? tail : '' }
}

/** A whole number of the smallest unit. Null for what is no such number, or beyond what is counted exactly. */
const toUnits = (typed: string, decimals: number): number | null => {
  const parts = partsOf(typed, decimals)
  if (!parts) return null
  const units = Number(parts.whole + parts.fraction.padEnd(decimals, '0'))
  return Number.isSafeInteger(units) ? units : null
}

/** `52,000`, `52 000.5` and `52.000,50` in minor units of the currency; null for what is no amount of it. */
export const parseMoney = (typed: string, currency: string): number | null =>
  /^[A-Z]{3}$/.test(currency) ? toUnits(typed, decimalsOf(currency)) : null

/** An amount as it can be typed again: 5200050 cents → `52000.50`. */
export const moneyText = (amount: number, currency: string): string =>
  decimalText(amount, decimalsOf(currency)).replace(/\.0+$/, '')

/** `17.5`, `17,5 %` in basis points; null for what is no percentage of two decimals at most. */
export const parsePercent = (typed: string): number | null => toUnits(typed.replace(/\s*%\s*$/, ''), 2)

/** Basis points as a percentage: 1750 → `17.5`. */
export const percentText = (basisPoints: number): string => decimalText(basisPoints, 2).replace(/\.?0+$/, '')
