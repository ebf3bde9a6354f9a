import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { testVariables } from '../support/hirewire.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { newEmail } from './members.ts'

const rounds = process.env.FAULTS === 'full' ? 50 : 4

describe('one code, guessed at on two nodes at once', () => {
  const nodes = twoNodes()
  const identifierOf = (email: string) => `email-verification-otp-${email}`

  const signedUp = async (code: string) => {
    const email = newEmail()
    const id = newId()
    const hash = createHmac('sha256', testVariables.AUTH_SECRET).update(code).digest('base64url')
    await nodes.sql(`insert into users (id, name, email, role) values ($1, 'Nora', $2, 'candidate')`, [
      id,
      email,
    ])
    await nodes.sql(
      `insert into verification (id, identifier, value, expires_at) values ($1, $2, $3, now() + interval '10 minutes')`,
      [newId(), identifierOf(email), `${hash}:0`],
    )
    return email
  }
  const verify = async (url: string, email: string, otp: string) => {
    const response = await fetch(`${url}/api/auth/email-otp/verify-email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, otp }),
    })
    return response.status
  }
  // Ten on each: what the limit in front of it lets through.
  const everywhere = (email: string, otp: string) =>
    Promise.all(
      [nodes.a, nodes.b].flatMap(({ url }) => Array.from({ length: 10 }, () => verify(url, email, otp))),
    )

  it('is looked at three times at most', async () => {
    for (let round = 0; round < rounds; round++) {
      const email = await signedUp('123456')
      expect(await everywhere(email, '654321')).toEqual(Array.from({ length: 20 }, () => 400))
      const rows = await nodes.sql<{ value: string }>(
        'select value from verification where identifier = $1',
        [identifierOf(email)],
      )
      expect(rows.length).toBeLessThanOrEqual(1)
      for (const { value } of rows) expect(Number(value.split(':').at(-1))).toBeLessThanOrEqual(3)
    }
  })

  it('lets in once at most', async () => {
    for (let round = 0; round < rounds; round++) {
      const email = await signedUp('123456')
      const statuses = await everywhere(email, '123456')
      expect(statuses.filter(status => status === 200)).toHaveLength(1)
      expect(
        await nodes.sql(
          'select 1 from candidate_profile p join users u on u.id = p.user_id where email = $1',
          [email],
        ),
      ).toHaveLength(1)
    }
  })
})
