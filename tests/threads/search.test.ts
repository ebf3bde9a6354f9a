import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { makeThreadWorld, sayAt, type Said, type ThreadWorld } from './seats.ts'

const app = hirewire()
let world: ThreadWorld
let threadId: string
const texts = [
  'The salary is *negotiable*',
  'Notice period: three months',
  'A salary of 60.000 € from January, negotiated',
  'snake_case and 100% sure',
  'Ärger mit dem Übergang',
  'no words :-)',
]
beforeAll(async () => {
  world = await makeThreadWorld()
  for (const text of texts)
    threadId = (
      await sayAt(app, world.people.client, `/applications/${world.application}`, 'discussion', text)
    ).threadId
})

const find = async (q: string) => {
  const { body } = await app.call<{ data: Said[] }>(
    world.people.recruiter,
    'GET',
    `/threads/${threadId}/messages?q=${encodeURIComponent(q)}`,
  )
  return body.data.map(({ number }) => number)
}

describe('searching in a thread', () => {
  it.each([
    ['salary', [3, 1]],
    ['SALARY', [3, 1]],
    ['negot', [3, 1]],
    ['january salary', [3]],
    ['case', [4]],
    ['100%', [4]],
    ['ärg', [5]],
    ['alar', [3, 1]],
    [':-)', [6]],
    ['%', [4]],
    ['_', [4]],
    [`'; drop table message; --`, []],
    ['a & !b | (c', []],
    ['nowhere', []],
  ])('for %s finds %j, newest first', async (q, numbers) => {
    expect(await find(q)).toEqual(numbers)
  })

  it('never finds what was deleted or is not said any more, and only in its own thread', async () => {
    const { client, recruiter } = world.people
    const gone = await sayAt(app, client, `/applications/${world.application}`, 'discussion', 'quicksilver')
    const other = await sayAt(app, recruiter, `/jobs/${world.job}`, 'negotiation', 'quicksilver')
    expect(await find('quicksilver')).toEqual([gone.number])
    await app.call(client, 'PATCH', `/messages/${gone.id}`, { text: 'quartz', version: 1 })
    expect(await find('quicksilver')).toEqual([])
    expect(await find('quartz')).toEqual([gone.number])
    await app.call(client, 'DELETE', `/messages/${gone.id}`)
    expect(await find('quartz')).toEqual([])
    expect(other.threadId).not.toBe(threadId)
  })

  it('goes on from page to page under one cursor', async () => {
    const { recruiter } = world.people
    const path = `/threads/${threadId}/messages`
    const first = await app.call(recruiter, 'GET', `${path}?q=salary&limit=1`)
    expect(first.body.data).toMatchObject([{ number: 3 }])
    const second = await app.call(recruiter, 'GET', `${path}?cursor=${first.body.page.nextCursor}`)
    expect(second.body.data).toMatchObject([{ number: 1 }])
    expect(second.body.page.nextCursor).toBeNull()
    const mixed = await app.call(recruiter, 'GET', `${path}?cursor=${first.body.page.nextCursor}&q=other`)
    expect(mixed.status).toBe(400)
  })

  it.each(['q=', `q=${'x'.repeat(101)}`, 'q=%00', 'before=0', 'before=x', 'limit=101', 'what=1'])(
    'refuses ?%s',
    async query => {
      const answer = await app.call(world.people.recruiter, 'GET', `/threads/${threadId}/messages?${query}`)
      expect(answer.status).toBe(400)
    },
  )
})
