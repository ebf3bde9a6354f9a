import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

interface SentryEvent {
  exception: { values: { type: string; value: string }[] }
  tags: Record<string, string>
}

/** A server on 127.0.0.1 that takes what Sentry would: envelopes of lines of JSON, and in them the events. */
export const startFakeSentry = async () => {
  const envelopes: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => void chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const isPacked = request.headers['content-encoding'] === 'gzip'
      if (request.url?.startsWith('/api/1/envelope/'))
        envelopes.push((isPacked ? gunzipSync(body) : body).toString())
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    dsn: `http://key@127.0.0.1:${(server.address() as AddressInfo).port}/1`,
    /** As they came, in order. */
    envelopes,
    /** The events in them. */
    events: () =>
      envelopes.flatMap(envelope => {
        const lines = envelope.split('\n').filter(Boolean)
        const at = lines.findIndex(line => (JSON.parse(line) as { type?: string }).type === 'event')
        return at < 0 ? [] : [JSON.parse(lines[at + 1]!) as SentryEvent]
      }),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
