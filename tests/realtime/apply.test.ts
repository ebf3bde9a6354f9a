import { describe, expect, it } from 'vitest'
import { apply, type BoardState, type TimelineState } from '../../realtime/apply.ts'

const id = (digit: number) => `01a1f958-0000-7000-8000-00000000000${digit}`

describe('apply puts what was made at once in the order of its ids, as a snapshot has it, whichever is heard of first', () => {
  it('submissions', () => {
    const one = (digit: number) => ({ id: id(digit), status: 'proposed' })
    const state = { submissions: [one(2)] } as unknown as BoardState
    expect(apply(state, { data: { submission: one(1) } }).submissions).toEqual([one(1), one(2)])
  })

  it('interviews', () => {
    const one = (digit: number) => ({ id: id(digit), status: 'scheduled', startsAt: null })
    const state = { interviews: [one(2)] } as unknown as TimelineState
    expect(apply(state, { data: { interview: one(1) } }).interviews).toEqual([one(1), one(2)])
  })
})
