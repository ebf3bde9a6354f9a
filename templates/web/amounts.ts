import { decimalsOf, decimalText } from './words.ts'

/** Amounts as people type them and read them, exact to the last digit: no float ever comes between. Pure. */

/**
 * Whether the last mark is the decimal point. Three digits behind it are a group of thousands, but for a point that
 * stands alone in a currency of three decimals.
 */
const isPoint = (head: string, mark: string, tail: string, decimals: number) =>
  tail.length > 0 && tail.length <= decimals && (tail.length < 3 || (mark === '.' && !head.includes('.')))

/** `52,000`, `52 000.5` and `52.000,50` in minor units of the currency; null for what is no amount of it. */
export const parseMoney = (typed: string, currency: string): number | null => {
  if (!/^[A-Z]{3}$/.test(currency)) return null
  const decimals = decimalsOf(currency)
  const plain = typed.replace(/[\s'’]/g, '')
  const [, head = '', mark = '', tail = ''] = /^(.*)([.,])(\d*)$/.exec(plain) ?? []
  const hasPoint = isPoint(head, mark, tail, decimals)
  const whole = hasPoint ? head : plain
  const isNumber = /^\d+$|^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(whole)
  if (!isNumber || (hasPoint && head.includes(mark))) return null
  const units = Number(whole.replace(/[.,]/g, '') + (hasPoint ? tail : '').padEnd(decimals, '0'))
  return Number.isSafeInteger(units) ? units : null
}

/** An amount as it can be typed again: 5200050 cents → `52000.50`. */
export const moneyText = (amount: number, currency: string): string =>
  decimalText(amount, decimalsOf(currency)).replace(/\.0+$/, '')

/** `17.5`, `17,5 %` in basis points; null for what is no percentage of two decimals at most. */
export const parsePercent = (typed: string): number | null => {
  const [, whole, fraction = ''] = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(typed) ?? []
  return whole === undefined ? null : Number(whole + fraction.padEnd(2, '0'))
}

/** Basis points as a percentage: 1750 → `17.5`. */
export const percentText = (basisPoints: number): string => decimalText(basisPoints, 2).replace(/\.?0+$/, '')
