import { createHash } from 'node:crypto'
import { Redis } from 'ioredis'
import { beforeAll, describe, expect, it } from 'vitest'
import { inRoom } from '../support/board-client.ts'
import { testVariables } from '../support/hirewire.ts'
import { signedIn } from '../support/people.ts'
import { available } from '../support/require.ts'
import { post, twoNodesWithRedis } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

const program = available('redis-server')

describe.skipIf(!program)('two nodes joined by Redis', { timeout: 60_000 }, () => {
  const { nodes, redis } = twoNodesWithRedis(program)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const prefix = `hirewire:${createHash('sha256').update(testVariables.AUTH_SECRET).digest('hex').slice(0, 8)}`

  /** What goes over Redis while `work` runs, until `wanted` is among it. */
  const heardDuring = async (wanted: string, work: () => Promise<unknown>) => {
    const listener = new Redis(redis().url)
    const messages: string[] = []
    listener.on('message', (_channel, message) => messages.push(message))
    await listener.subscribe(`${prefix}-request#/#`)
    await work()
    await until(`a hint with ${wanted}`, () => messages.some(message => message.includes(wanted)))
    listener.disconnect()
    return messages.filter(message => message.includes(wanted))
  }
  const move = (id: string, node = nodes.a) =>
    post(node.url, world.people.recruiter.token, `/applications/${id}/move`, { to: 'screening', version: 1 })
  const card = async () => makeApplication(world.job, await signedIn('candidate'))

  it('what one commits the other is told of: the streams, and nothing that is in them', async () => {
    const id = await card()
    const stream = `job:${world.job}:staff`
    const watcher = await inRoom(nodes.b.url, world.people.recruiter2, `job:${world.job}`)
    const [hint] = await heardDuring('"appended"', () => move(id))
    const { data } = JSON.parse(hint!) as { data: [string, string[]] }
    expect(data).toEqual(['appended', [stream, `application:${id}:staff`, `application:${id}:candidate`]])
    await until('the other node has it', () => watcher.events.length === 1)
    watcher.close()
  })

  it('an ended session is told of too', async () => {
    const person = await signedIn('recruiter', world.staffing)
    const seat = await inRoom(nodes.b.url, person, `job:${world.job}`)
    await heardDuring('identity', () => post(nodes.a.url, person.token, '/auth/sign-out', {}))
    await until('they are put out', () => seat.client.status() === 'ended')
    seat.close()
  })

  it('people see each other across nodes', async () => {
    const here = await inRoom(nodes.a.url, world.people.recruiter, `job:${world.job}`)
    const there = await inRoom(nodes.b.url, world.people.recruiter2, `job:${world.job}`)
    for (const seat of [here, there])
      await until('both are shown', () => seat.people().map(({ name }) => name).length === 2)
    here.close()
    await until('one is left', () => there.people().length === 1)
    there.close()
  })

  it('who writes in a thread is told of across nodes', async () => {
    const { recruiter, recruiter2 } = world.people
    const room = `job:${world.job}`
    const said = { kind: 'negotiation', text: 'Twenty percent?' }
    const { body } = (await post(nodes.a.url, recruiter.token, `/jobs/${world.job}/threads`, said))!
    const here = await inRoom(nodes.a.url, recruiter, room)
    const there = await inRoom(nodes.b.url, recruiter2, room)
    const told = new Promise(resolve => there.client.socket.once('typing', resolve))
    await here.client.socket.emitWithAck('thread:typing', { threadId: body.threadId })
    const person = { id: recruiter.id, name: recruiter.name }
    expect(await told).toEqual({ room, threadId: body.threadId, applicationId: null, person })
    here.close()
    there.close()
  })

  it('limits count for both together', async () => {
    const { email } = await signedIn('recruiter', world.staffing)
    const attempt = async (nth: number) => {
      const node = nth % 2 ? nodes.a : nodes.b
      const answer = await fetch(`${node.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: 'not this one' }),
      })
      return answer.status
    }
    const statuses = []
    for (let nth = 0; nth < 6; nth++) statuses.push(await attempt(nth))
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    const client = new Redis(redis().url)
    const keys = await client.keys('*')
    client.disconnect()
    expect(keys.filter(key => !key.startsWith(`${prefix}:limit:`))).toEqual([])
    expect(keys.filter(key => key.includes(email) || key.includes('127.0.0.1'))).toEqual([])
  })

  it('goes on while Redis is stopped, gone, empty, and takes it up again', async () => {
    const watcher = await inRoom(nodes.b.url, world.people.recruiter2, `job:${world.job}`)
    const arrives = async () => {
      const id = await card()
      expect((await move(id))?.status).toBe(200)
      await until('the other node has it', () =>
        watcher.events.some(({ data }) => (data.card as { id: string }).id === id),
      )
    }
    redis().stop()
    await arrives()
    redis().resume()
    await arrives()
    await redis().kill()
    await arrives()
    // A node that starts while there is no Redis starts all the same
    await nodes.a.kill()
    await nodes.restartA()
    await arrives()
    await redis().start()
    await until('hints go over it again', async () => {
      const client = new Redis(redis().url)
      const [, listeners] = (await client.pubsub('NUMSUB', `${prefix}-request#/#`)) as [string, number]
      client.disconnect()
      return listeners === 2
    })
    const id = await card()
    await heardDuring(`job:${world.job}:staff`, () => move(id))
    const seqs = watcher.events.map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.map((_, nth) => seqs[0]! + nth))
    watcher.close()
  })
})
