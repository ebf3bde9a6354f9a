import { io } from 'socket.io-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire, testOrigin } from '../support/hirewire.ts'
import { sessionCookie } from '../support/people.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

const foreign: (string | undefined)[] = [
  undefined,
  'null',
  'http://evil.example',
  'https://hirewire.test',
  'http://hirewire.test:8080',
  'http://hirewire.test.evil.example',
  'http://evil-hirewire.test',
  'http://hirewire.test@evil.example',
  'http://HIREWIRE.test.',
  'http://hirewire.test/',
]

describe('A3: a valid cookie from a page of another origin', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let card: string
  let cookie: string
  beforeAll(async () => {
    world = await makeWorld()
    card = await makeApplication(world.job, world.people.candidate)
    cookie = await sessionCookie(world.people.recruiter)
  })

  const tryHttp = (origin: string | undefined) =>
    app.call(
      null,
      'POST',
      `/applications/${card}/move`,
      { to: 'screening', version: 1 },
      {
        cookie,
        ...(origin !== undefined && { origin }),
      },
    )
  const trySocket = (origin: string | undefined) =>
    new Promise<boolean>(resolve => {
      const socket = io(app.url, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { cookie, ...(origin !== undefined && { origin }) },
      })
      const done = (connected: boolean) => {
        socket.disconnect()
        resolve(connected)
      }
      socket.on('connect', () => done(true))
      socket.on('connect_error', () => done(false))
    })

  it('is refused over HTTP, and nothing changes', async () => {
    for (const origin of foreign) {
      const answer = await tryHttp(origin)
      expect([origin, answer.status, answer.body.code]).toEqual([origin, 403, 'bad_origin'])
    }
    expect(await app.sql('select version from application where id = $1', [card])).toEqual([{ version: 1 }])
  })

  it('is refused over a socket', async () => {
    for (const origin of foreign) expect([origin, await trySocket(origin)]).toEqual([origin, false])
  })

  it('is let in from our own', async () => {
    expect(await trySocket(testOrigin)).toBe(true)
    expect((await tryHttp(testOrigin)).status).toBe(200)
  })

  it('is never told to a foreign page by CORS', async () => {
    for (const origin of foreign.filter(origin => origin !== undefined)) {
      const response = await fetch(`${app.url}/api/applications/${card}`, { headers: { cookie, origin } })
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })
})
