import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import { database } from '../../db/database.ts'
import { startWeb } from '../../server/web.ts'
import { copyDatabase } from '../support/database.ts'
import { testVariables } from '../support/hirewire.ts'
import { signedIn } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeWorld } from '../support/world.ts'

it('closes while people stand in rooms and others just arrive: nothing still uses the database afterwards', async () => {
  const copy = await copyDatabase()
  Object.assign(process.env, testVariables, { DATABASE_URL: copy.url })
  const web = await startWeb({ worker: true })
  const world = await makeWorld()
  const sockets = []
  for (let count = 0; count < 15; count++) {
    const { token } = await signedIn('recruiter', world.staffing)
    const socket = io(`http://127.0.0.1:${web.port}`, {
      transports: ['websocket'],
      forceNew: true,
      auth: { token },
    })
    sockets.push(socket)
    await until('connected', () => socket.connected)
    // Left unanswered on purpose: some of it is under way when the end comes
    for (let join = 0; join < 5; join++) socket.emit('room:join', { room: `job:${world.job}` }, () => {})
  }
  const { pool } = database()
  await web.close({ spreadMs: 0 })
  expect([pool.totalCount, pool.waitingCount]).toEqual([0, 0])
  for (const socket of sockets) socket.disconnect()
  await copy.drop()
})
