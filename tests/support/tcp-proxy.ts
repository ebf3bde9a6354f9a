import { connect, createServer, Socket, type AddressInfo } from 'node:net'

/**
 * What happens to bytes: they pass (late, if a delay is set), or nothing arrives, in neither direction, and nobody is
 * told. A connection that lost bytes in a black hole stays deaf after healing, as one whose route is gone.
 */
type Mode = 'pass' | 'black-hole'

interface Line {
  near: Socket
  far: Socket
  deaf: boolean
}

/** A line between two processes that can fail as lines fail. It listens on 127.0.0.1, at `port`, for the server at `to`. */
export const startProxy = async (to: { host?: string; port: number }) => {
  const lines = new Set<Line>()
  let mode: Mode = 'pass'
  let delayMs = 0

  const carry = (line: Line, from: Socket, into: Socket) => {
    from.on('data', chunk => {
      if (mode === 'black-hole') line.deaf = true
      if (line.deaf) return
      if (!delayMs) return void into.write(chunk)
      setTimeout(() => {
        if (!line.deaf && into.writable) into.write(chunk)
      }, delayMs)
    })
    from.on('end', () => {
      if (!line.deaf && mode === 'pass') setTimeout(() => into.end(), delayMs)
    })
    // A broken side is told to the other one, unless nothing gets through.
    from.on('error', () => {})
    from.on('close', () => {
      if (line.deaf || mode === 'black-hole') return
      lines.delete(line)
      if (from.errored) into.resetAndDestroy()
      else setTimeout(() => into.end(), delayMs)
    })
  }

  const server = createServer({ allowHalfOpen: true }, near => {
    const deaf = mode === 'black-hole'
    const far = deaf
      ? new Socket()
      : connect({ host: to.host ?? '127.0.0.1', port: to.port, allowHalfOpen: true })
    const line = { near, far, deaf }
    lines.add(line)
    for (const side of [near, far]) side.setNoDelay(true)
    carry(line, near, far)
    carry(line, far, near)
  })
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  await listen(0)
  const { port } = server.address() as AddressInfo

  const cut = () => {
    for (const { near, far } of lines) {
      near.resetAndDestroy()
      far.resetAndDestroy()
    }
    lines.clear()
  }
  const stopListening = () => {
    if (server.listening) server.close()
  }

  return {
    port,
    /** How many connections stand. */
    count: () => lines.size,
    /** Resets every connection; new ones are taken as before. */
    cut,
    /** From now on whatever is sent is swallowed, in both directions; connections still open, old and new, notice nothing. */
    blackHole: () => {
      mode = 'black-hole'
      for (const line of lines) line.deaf = true
    },
    /** Everything arrives this much later, in each direction. */
    delay: (ms: number) => void (delayMs = ms),
    /** The server's side says that it has no more to send; the other direction stays open. */
    halfClose: () => {
      for (const { near } of lines) near.end()
    },
    /** Nobody listens any more; what stands, stands. */
    refuse: stopListening,
    /** New connections work again, at once and whole. */
    heal: async () => {
      mode = 'pass'
      delayMs = 0
      if (!server.listening) await listen(port)
    },
    close: () => {
      cut()
      stopListening()
    },
  }
}

export type Proxy = Awaited<ReturnType<typeof startProxy>>
