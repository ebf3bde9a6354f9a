import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moneyText, parseMoney, parsePercent, percentText } from '../../templates/web/amounts.ts'
import { decimalsOf, exactMoney, moneyWords } from '../../templates/web/words.ts'

const currencies = ['EUR', 'USD', 'JPY', 'KWD', 'CHF', 'HUF', 'CLF']
const edges = [0, 1, 9, 10, 99, 100, 101, 1_005, 2_675, 100_005, 999_999_999_999]
const amount = fc.oneof(fc.constantFrom(...edges), fc.maxSafeNat())
const always = (currencies: string[], holds: (amount: number, currency: string) => void) =>
  fc.assert(fc.property(amount, fc.constantFrom(...currencies), holds), { numRuns: 2_000 })

const grouped = (digits: string, mark: string) => digits.replace(/\B(?=(\d{3})+$)/g, mark)

describe('amounts', () => {
  it('are read as they are written, to the last digit', () => {
    always(currencies, (amount, currency) => {
      expect(parseMoney(moneyText(amount, currency), currency)).toBe(amount)
    })
  })

  it('are read in the ways people write them', () => {
    always(['EUR', 'JPY'], (amount, currency) => {
      const [whole = '', cents] = moneyText(amount, currency).split('.')
      for (const [mark, point] of [
        [',', '.'],
        ['.', ','],
        [' ', '.'],
        ['’', '.'],
        [' ', ','],
      ] as const) {
        const typed = grouped(whole, mark) + (cents ? point + cents : '')
        expect(parseMoney(typed, currency), typed).toBe(amount)
      }
    })
  })

  it('are shown as they are: every digit of them, and no other', () => {
    always(currencies, (amount, currency) => {
      const shown = moneyWords({ amount, currency })
      const [whole = '', fraction = ''] = shown.replace(/[^\d.]/g, '').split('.')
      expect(Number(whole + fraction.padEnd(decimalsOf(currency), '0')), shown).toBe(amount)
    })
    expect(moneyWords({ amount: 5_200_000, currency: 'EUR' })).toBe('€52,000')
    // The forint has its hundredth by ISO 4217, whatever a browser makes of it
    expect(moneyWords({ amount: 120_000_050, currency: 'HUF' })).toBe('HUF\u00a01,200,000.50')
    expect(exactMoney({ amount: 120_000_000, currency: 'HUF' })).toBe('1,200,000.00\u00a0HUF')
    expect(exactMoney({ amount: 1_234_567, currency: 'KWD' })).toBe('1,234.567\u00a0KWD')
    expect(moneyWords({ amount: 5_200_050, currency: 'EUR' })).toBe('€52,000.50')
    expect(moneyWords({ amount: 9_007_199_254_740_991, currency: 'USD' })).toBe('$90,071,992,547,409.91')
  })

  it('are refused when they are none, or have more decimals than the currency', () => {
    for (const typed of [
      '',
      'much',
      '-5',
      '1e3',
      '12.345,678.9',
      '1,2,3',
      '5.',
      '.',
      '12 EUR',
      '0x10',
      '1.2345',
    ])
      expect(parseMoney(typed, 'EUR'), typed).toBeNull()
    expect(parseMoney('5.5', 'JPY')).toBeNull()
    expect(parseMoney('99999999999999999', 'EUR')).toBeNull()
    expect(parseMoney('5', 'Euro')).toBeNull()
    expect(parseMoney('1.005', 'KWD')).toBe(1_005)
    expect(parseMoney('1,005', 'KWD')).toBe(1_005_000)
  })
})

describe('percentages', () => {
  it('are basis points, there and back', () => {
    for (let basisPoints = 0; basisPoints <= 10_000; basisPoints++)
      expect(parsePercent(percentText(basisPoints)), String(basisPoints)).toBe(basisPoints)
    expect([percentText(2_000), percentText(1_750), percentText(1_005), percentText(5)]).toEqual([
      '20',
      '17.5',
      '10.05',
      '0.05',
    ])
  })

  it('are read with a sign and with a comma', () => {
    expect(['20 %', '17,5', '17.50%', '0,05'].map(parsePercent)).toEqual([2_000, 1_750, 1_750, 5])
    for (const typed of ['', 'a fifth', '-1', '17.555', '20%%']) expect(parsePercent(typed), typed).toBeNull()
  })
})
