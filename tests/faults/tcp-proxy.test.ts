import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startProxy, type Proxy } from '../support/tcp-proxy.ts'
import { until } from '../support/wait.ts'

/** One end of a connection: what it heard, and how it ended. */
const ear = (socket: Socket) => {
  const heard = { socket, text: '', ended: false, closed: false, code: '' }
  socket.on('data', chunk => (heard.text += chunk.toString()))
  socket.on('end', () => (heard.ended = true))
  socket.on('close', () => (heard.closed = true))
  socket.on('error', (error: NodeJS.ErrnoException) => (heard.code = error.code ?? ''))
  return heard
}

describe('the proxy', () => {
  const server = createServer({ allowHalfOpen: true })
  const served: ReturnType<typeof ear>[] = []
  server.on('connection', socket => served.push(ear(socket)))
  let proxy: Proxy
  beforeEach(async () => {
    served.length = 0
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    proxy = await startProxy({ port: (server.address() as AddressInfo).port })
  })
  afterEach(() => {
    proxy.close()
    server.close()
  })

  /** A caller, and the server's end of its line. */
  const line = async () => {
    const caller = ear(connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true }))
    caller.socket.write('hello')
    const answerer = await until('it came through', () => served.find(({ text }) => text === 'hello'))
    served.length = 0
    answerer.socket.write('welcome')
    await until('the answer too', () => caller.text === 'welcome')
    return { caller, answerer }
  }

  it('carries both ways, and each end', async () => {
    const { caller, answerer } = await line()
    caller.socket.end('bye')
    await until('the end', () => answerer.ended)
    expect(answerer.text).toBe('hellobye')
    answerer.socket.end('bye to you')
    await until('the other end', () => caller.ended)
    expect(caller.text).toBe('welcomebye to you')
  })

  it('cuts every line, and takes new ones', async () => {
    const { caller, answerer } = await line()
    proxy.cut()
    await until('both are closed', () => caller.closed && answerer.closed)
    expect([caller.code, answerer.code]).toEqual(['ECONNRESET', 'ECONNRESET'])
    await line()
  })

  it('swallows in a black hole, on open lines and new ones, and tells nobody', async () => {
    const { caller, answerer } = await line()
    proxy.blackHole()
    caller.socket.write('lost')
    answerer.socket.write('lost')
    const late = ear(connect({ port: proxy.port, host: '127.0.0.1' }))
    late.socket.write('lost too')
    await once(late.socket, 'connect')
    caller.socket.destroy()
    await proxy.heal()
    // What comes through afterwards was sent after all of that.
    await line()
    expect(caller.text).toBe('welcome')
    expect(answerer).toMatchObject({ text: 'hello', ended: false, closed: false })
    expect(late).toMatchObject({ text: '', ended: false, closed: false })
    late.socket.destroy()
  })

  it('delays each direction', async () => {
    const { caller, answerer } = await line()
    proxy.delay(100)
    const began = performance.now()
    caller.socket.write('!')
    await until('it came', () => answerer.text === 'hello!')
    answerer.socket.write('!')
    await until('it came back', () => caller.text === 'welcome!')
    expect(performance.now() - began).toBeGreaterThan(195)
  })

  it('closes one half', async () => {
    const { caller, answerer } = await line()
    proxy.halfClose()
    await until('the caller sees the end', () => caller.ended)
    caller.socket.write('?')
    await until('its half is open', () => answerer.text === 'hello?')
    expect(answerer.ended).toBe(false)
  })

  it('refuses new lines until it is healed', async () => {
    const { caller, answerer } = await line()
    proxy.refuse()
    const refused = ear(connect({ port: proxy.port, host: '127.0.0.1' }))
    await until('it is refused', () => refused.closed)
    expect(refused.code).toBe('ECONNREFUSED')
    caller.socket.write('!')
    await until('what stood still stands', () => answerer.text === 'hello!')
    await proxy.heal()
    await line()
  })
})
