import { describe, expect, it } from 'vitest'
import { demoAccounts, demoPassword } from '../../db/seeds/accounts.ts'
import { demoSignIn, refuseDemoAccounts } from '../../server/accounts/demo.ts'
import { readEnv } from '../../server/env.ts'
import { hirewire } from '../support/hirewire.ts'
import { startNode } from '../support/nodes.ts'

describe('in production', () => {
  const app = hirewire({ env: { NODE_ENV: 'production' } })

  it('an empty database stays empty', async () => {
    for (const table of ['users', 'account', 'company', 'job_posting', 'application'])
      expect(await app.sql(`select count(*)::int as n from ${table}`), table).toEqual([{ n: 0 }])
  })

  it('no account of the demo is good, or offered', async () => {
    for (const { email } of demoAccounts) {
      const answer = await app.call(null, 'POST', '/auth/sign-in/email', { email, password: demoPassword })
      expect(answer.status, email).toBe(401)
    }
    expect(demoSignIn()).toBeUndefined()
    expect(await (await fetch(`${app.url}/sign-in`)).text()).not.toContain('hirewire.example')
  })

  it('there is no starting on a database that was once a demo', async () => {
    await app.sql(
      `insert into users (id, name, email, role) values (gen_random_uuid(), 'Maya', 'recruiter@hirewire.example', 'candidate')`,
    )
    await expect(refuseDemoAccounts()).rejects.toThrow('recruiter@hirewire.example')
    await expect(
      startNode({ databaseUrl: process.env.DATABASE_URL!, env: { NODE_ENV: 'production' } }),
    ).rejects.toThrow('has accounts of the demo')
    await app.sql('update users set deactivated_at = now()')
    await refuseDemoAccounts()
  })

  it('there is no starting without a database of one’s own, where the demo would be', () => {
    const { DATABASE_URL: _left, ...variables } = process.env
    expect(() => readEnv(variables)).toThrow('DATABASE_URL')
  })
})
