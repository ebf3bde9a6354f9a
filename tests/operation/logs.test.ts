import { io } from 'socket.io-client'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../db/database.ts'
import { copyDatabase } from '../support/database.ts'
import { startNode } from '../support/nodes.ts'
import { until } from '../support/wait.ts'
import { makeWorld } from '../support/world.ts'

interface Line {
  msg: string
  requestId?: string
  req?: object
  event?: string
  outcome?: string
}

it('has a line for each request and each message, found by the id that its sender was told', async () => {
  const copy = await copyDatabase()
  const database = await openDatabase(copy.url, { onError: () => {} })
  onTestFinished(async () => {
    await database.close()
    await copy.drop()
  })
  const { people, job } = await makeWorld()
  const node = await startNode({ databaseUrl: copy.url, env: { LOG_LEVEL: 'debug' } })
  onTestFinished(() => node.kill())
  const { token } = people.recruiter
  const socket = io(node.url, { transports: ['websocket'], auth: { token } })
  await until('connected', () => socket.connected)
  await socket.emitWithAck('room:join', { room: `job:${job}` })
  const refused = (await socket.emitWithAck('application:move', {})) as { error: { requestId: string } }
  const headers = { authorization: `Bearer ${token}`, 'x-request-id': 'mine' }
  expect((await fetch(`${node.url}/api/me`, { headers })).headers.get('x-request-id')).toBe('mine')
  const given = (await fetch(`${node.url}/api/nowhere`, { headers: { authorization: `Bearer ${token}` } }))
    .headers
  socket.disconnect()
  const lines = await until('all is written', () => {
    const written = node
      .output()
      .split('\n')
      .filter(text => text.startsWith('{'))
      .map(text => JSON.parse(text) as Line)
    return written.filter(({ req }) => req).length === 2 && written
  })
  for (const { req, requestId } of lines) if (req) expect(requestId).toBeTruthy()
  const ids = lines.flatMap(({ req, requestId }) => (req ? requestId : []))
  expect(ids).toEqual(['mine', given.get('x-request-id')])
  const messages = lines
    .filter(({ msg }) => msg === 'socket message')
    .toSorted((a, b) => a.event!.localeCompare(b.event!))
  expect(messages).toMatchObject([
    { event: 'application:move', outcome: 'validation', requestId: refused.error.requestId },
    { event: 'room:join', outcome: 'ok' },
  ])
  expect(messages[1]!.requestId).toBeTruthy()
})
