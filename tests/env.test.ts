import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readEnv } from '../server/env.ts'

const AUTH_SECRET = 'a secret of thirty-two characters, and more'

describe('the environment', () => {
  it('is explained, variable by variable, in .env.example', () => {
    const namesIn = (file: string, line: RegExp) =>
      [...readFileSync(file, 'utf8').matchAll(line)].map(match => match[1]).toSorted()
    const declared = namesIn('server/env.ts', /^ {2}([A-Z][A-Z_]+): (?:z\.|z$|whole|list)/gm)
    expect(declared).toContain('DATABASE_URL')
    expect(namesIn('.env.example', /^# ([A-Z][A-Z_]+)=/gm)).toEqual(declared)
  })

  it('needs nothing to begin with', () => {
    expect(readEnv({ AUTH_SECRET })).toMatchObject({
      PORT: 3000,
      PUBLIC_URL: 'http://localhost:3000',
      demo: true,
    })
  })

  it('takes an empty variable for one that is not set', () => {
    expect(readEnv({ AUTH_SECRET, PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 3000, demo: true })
  })

  it('names every wrong variable at once', () => {
    const read = () => readEnv({ AUTH_SECRET: 'short', PORT: '99999', DATABASE_URL: 'mysql://elsewhere' })
    for (const name of ['AUTH_SECRET', 'PORT', 'DATABASE_URL']) expect(read).toThrow(`  ${name}: `)
  })

  it('names what is missing in production beside what is wrong', () => {
    const read = () => readEnv({ NODE_ENV: 'production', PORT: 'abc' })
    for (const name of ['PORT', 'DATABASE_URL', 'AUTH_SECRET', 'PUBLIC_URL'])
      expect(read).toThrow(`  ${name}: `)
  })

  it('is asked for more in production', () => {
    for (const name of ['DATABASE_URL', 'AUTH_SECRET', 'PUBLIC_URL'])
      expect(() => readEnv({ NODE_ENV: 'production' })).toThrow(
        `  ${name}: is needed when NODE_ENV=production`,
      )
    const complete = {
      NODE_ENV: 'production',
      AUTH_SECRET,
      DATABASE_URL: 'postgres://db/hirewire',
      PUBLIC_URL: 'https://hire.example/',
    }
    expect(readEnv(complete)).toMatchObject({ PUBLIC_URL: 'https://hire.example', demo: false })
  })
})
