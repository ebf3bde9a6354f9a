import { createServer, request as ask } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

/** How often it looks whether its nodes are ready, in ms. */
const lookEvery = 100

/**
 * A balancer as it stands before several nodes: HTTP and WebSocket in turn to those that say at /readyz that they take
 * requests. It sends nothing twice: what fails has failed.
 */
export const startBalancer = async (ports: number[]) => {
  const ready = new Set<number>()
  let turn = 0
  const next = () => [...ready][turn++ % ready.size]

  const look = async (port: number) => {
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (isReady) ready.add(port)
    else ready.delete(port)
  }
  const looking = setInterval(() => void Promise.all(ports.map(look)), lookEvery)

  const server = createServer((request, response) => {
    const options = { method: request.method, path: request.url, headers: request.headers }
    const forward = ask({ host: '127.0.0.1', port: next(), agent: false, ...options }, answer => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    forward.on('error', () => response.destroy())
    request.pipe(forward)
  })
  server.on('upgrade', (request, near: Socket, head) => {
    const far = connect({ host: '127.0.0.1', port: next() ?? 0 })
    const lines = [`GET ${request.url} HTTP/1.1`]
    for (let at = 0; at < request.rawHeaders.length; at += 2)
      lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`)
    far.write(`${lines.join('\r\n')}\r\n\r\n`)
    far.write(head)
    near.pipe(far).pipe(near)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Whether it sends requests to this port. */
    uses: (port: number) => ready.has(port),
    close: () => {
      clearInterval(looking)
      server.close()
      server.closeAllConnections()
    },
  }
}
