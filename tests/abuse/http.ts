import { Agent, request, type IncomingHttpHeaders } from 'node:http'

/** What came back; a connection that was cut has no status. */
export interface Reply {
  status: number | undefined
  headers: IncomingHttpHeaders
  text: string
}

interface Sent {
  method: string
  path: string
  headers?: Record<string, string>
  body?: Uint8Array | string | undefined
}

/** A client that lets everything out that HTTP can carry, a body with a GET and broken bytes as well. */
export const makeSender = (url: string, options: { connections?: number; localAddress?: string } = {}) => {
  const { connections = 4, ...place } = options
  const agent = new Agent({ keepAlive: true, maxSockets: connections, ...place })
  const send = ({ method, path, headers = {}, body }: Sent) =>
    new Promise<Reply>(resolve => {
      const cut = () => resolve({ status: undefined, headers: {}, text: '' })
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const sent = request(
        url + path,
        { method: method.toUpperCase(), agent, headers: { ...length, ...headers } },
        response => {
          let text = ''
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
          response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }))
          response.on('error', cut)
        },
      )
      sent.on('error', cut)
      sent.end(body)
    })
  return { send, close: () => agent.destroy() }
}
