import { expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'

const app = hirewire()

it('takes no webhooks where there is no password for them', async () => {
  const authorization = `Basic ${Buffer.from('postmark:').toString('base64')}`
  const answer = await app.call(null, 'POST', '/hooks/postmark', { RecordType: 'Bounce' }, { authorization })
  expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated'])
})
