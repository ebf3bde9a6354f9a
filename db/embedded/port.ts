import { createServer } from 'node:net'

// Ephemeral ports (32768-60999 on Linux) are left alone: an outgoing connection may hold one at any moment.
export const freePort = async () => {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await listensOn(port)) return port
  }
  const any = await listensOn(0)
  if (any) return any
  throw new Error('There is no free port on 127.0.0.1 for PostgreSQL.')
}

/** @returns the port if it was free (for 0: the one the system chose), else undefined */
const listensOn = (port: number) =>
  new Promise<number | undefined>(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
