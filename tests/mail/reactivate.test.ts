import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startFakePostmark } from '../support/fake-postmark.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'

const fake = await startFakePostmark()
afterAll(() => fake.close())

describe('POST /api/me/mail/reactivate', () => {
  const app = hirewire({ env: { POSTMARK_TOKEN: fake.token, POSTMARK_HOST: fake.host } })
  beforeEach(() => fake.reset())

  const stopped = (person: Person, stream: 'outbound' | 'broadcast', reason: string) =>
    app.sql('insert into suppression values ($1, $2, $3, null, now())', [person.email, stream, reason])
  const left = (person: Person) =>
    app.sql('select stream, reason from suppression where address = $1 order by stream', [person.email])
  const ask = (person: Person | null) => app.call(person, 'POST', '/me/mail/reactivate')

  it('asks the provider, and forgets the bounce', async () => {
    const person = await app.person('candidate')
    await stopped(person, 'outbound', 'bounce')
    await stopped(person, 'broadcast', 'unsubscribed')
    fake.suppress({ address: person.email, stream: 'outbound', reason: 'HardBounce' })
    expect((await ask(person)).status).toBe(204)
    expect(await left(person)).toEqual([{ stream: 'broadcast', reason: 'unsubscribed' }])
    expect((await ask(person)).status).toBe(404)
  })

  it('keeps it where the provider will not, and undoes no complaint', async () => {
    const person = await app.person('candidate')
    await stopped(person, 'outbound', 'bounce')
    fake.suppress({ address: person.email, stream: 'outbound', reason: 'SpamComplaint' })
    const refused = await ask(person)
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    expect(await left(person)).toHaveLength(1)
    const other = await app.person('candidate')
    await stopped(other, 'outbound', 'complaint')
    expect((await ask(other)).status).toBe(404)
    expect(await left(other)).toHaveLength(1)
  })

  it('is for oneself, three times a day', async () => {
    const person = await app.person('candidate')
    expect((await ask(null)).status).toBe(401)
    expect((await ask(person)).status).toBe(404)
    for (const status of [204, 204, 204, 429]) {
      await app.sql('delete from suppression where address = $1', [person.email])
      await stopped(person, 'outbound', 'bounce')
      expect((await ask(person)).status).toBe(status)
    }
  })
})
