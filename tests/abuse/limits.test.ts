import { describe, expect, it } from 'vitest'
import { routes } from '../../server/routes.ts'
import { mostBytes } from './values.ts'

describe('how large a body may be', () => {
  // What a provider sends is as long as it is: from strangers it is not read at all
  for (const { method, path, body, limit } of routes.filter(({ guard }) => !guard))
    it(`${method} ${path}: what it can need, and not much more`, () => {
      if (!body) return expect(limit).toBe(1_024)
      expect(limit).toBeGreaterThanOrEqual(mostBytes(body))
      return expect(limit).toBeLessThanOrEqual(Math.max(32 * 1_024, 2 * mostBytes(body)))
    })
})
