import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guaranteeOf, rebateOf } from '../../server/placements/guarantee.ts'
import { localDate, plusDays } from '../../server/time.ts'

const days = fc.integer({ min: 0, max: 365 })
const dates = fc.integer({ min: 0, max: 40_000 }).map(count => plusDays('1999-12-31', count))
const rebates = fc.constantFrom('full' as const, 'pro_rata' as const)

describe('a guarantee', () => {
  it('counts the day of joining as its first, and ends with its last', () => {
    const at = (on: string) =>
      guaranteeOf({ joinedOn: '2026-01-31', guaranteeDays: 90, rebate: 'pro_rata', on })
    expect(at('2026-01-30')).toMatchObject({ daysServed: 0, isInside: false, share: 'none' })
    expect(at('2026-01-31')).toMatchObject({ daysServed: 1, daysLeft: 89, share: { of: 89, in: 90 } })
    expect(at('2026-02-28')).toMatchObject({ daysServed: 29, daysLeft: 61, endsOn: '2026-04-30' })
    expect(at('2026-04-30')).toMatchObject({ daysServed: 90, isInside: true, share: { of: 0, in: 90 } })
    expect(at('2026-05-01')).toMatchObject({ daysServed: 91, daysLeft: 0, isInside: false, share: 'none' })
    // A leap day is a day.
    expect(
      guaranteeOf({ joinedOn: '2028-02-28', guaranteeDays: 3, rebate: 'full', on: '2028-03-01' }),
    ).toMatchObject({ daysServed: 3, daysLeft: 0, isInside: true, share: 'full' })
  })

  it('of no days guarantees nothing', () => {
    expect(
      guaranteeOf({ joinedOn: '2026-03-01', guaranteeDays: 0, rebate: 'full', on: '2026-03-01' }),
    ).toMatchObject({ isInside: false, daysLeft: 0, share: 'none' })
  })

  it('has all its days served or left while inside, day after day, over month ends and years', () => {
    fc.assert(
      fc.property(
        dates,
        days,
        rebates,
        fc.integer({ min: -3, max: 400 }),
        (joinedOn, most, rebate, after) => {
          const on = plusDays(joinedOn, after)
          const stands = guaranteeOf({ joinedOn, guaranteeDays: most, rebate, on })
          expect(stands.isInside).toBe(on >= joinedOn && on <= stands.endsOn)
          expect(stands.daysServed).toBe(Math.max(after + 1, 0))
          expect(stands.daysLeft).toBeGreaterThanOrEqual(0)
          if (stands.isInside) expect(stands.daysServed + stands.daysLeft).toBe(most)
          else expect(stands.share).toBe('none')
          const next = guaranteeOf({ joinedOn, guaranteeDays: most, rebate, on: plusDays(on, 1) })
          if (next.isInside && stands.isInside) expect(next.daysLeft).toBe(stands.daysLeft - 1)
        },
      ),
    )
  })

  it('does not mind what the clocks do: the same day of any zone is the same day', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Asia/Kolkata')
    const hours = fc.integer({ min: 0, max: 20_000 })
    fc.assert(
      fc.property(zones, hours, hours, (zone, first, more) => {
        const start = Date.UTC(2025, 0, 1) + first * 3_600_000
        const joinedOn = localDate(new Date(start), zone)
        const on = localDate(new Date(start + more * 3_600_000), zone)
        const { daysServed } = guaranteeOf({ joinedOn, guaranteeDays: 90, rebate: 'full', on })
        let counted = 1
        for (let day = joinedOn; day < on; day = plusDays(day, 1)) counted += 1
        expect(daysServed).toBe(counted)
      }),
    )
  })

  it('gives back no more than the fee, no less than nothing, and less from day to day', () => {
    const fees = fc.integer({ min: 1, max: 1_000_000_000_000 })
    fc.assert(
      fc.property(
        dates,
        days,
        rebates,
        fees,
        fc.integer({ min: 0, max: 400 }),
        (joinedOn, most, rebate, net, after) => {
          const back = (count: number) =>
            rebateOf(
              net,
              guaranteeOf({ joinedOn, guaranteeDays: most, rebate, on: plusDays(joinedOn, count) }).share,
            )
          expect(back(after)).toBeGreaterThanOrEqual(0)
          expect(back(after)).toBeLessThanOrEqual(net)
          expect(back(after + 1)).toBeLessThanOrEqual(back(after))
        },
      ),
    )
  })

  it('rounds once, half away from zero', () => {
    expect(rebateOf(1_200_000, { of: 80, in: 90 })).toBe(1_066_667)
    expect(rebateOf(5, { of: 1, in: 2 })).toBe(3)
    expect(rebateOf(4, { of: 1, in: 3 })).toBe(1)
    expect(rebateOf(5, 'full')).toBe(5)
    expect(rebateOf(5, 'none')).toBe(0)
    expect(rebateOf(1_000_000_000_000, { of: 364, in: 365 })).toBe(997_260_273_973)
  })
})
