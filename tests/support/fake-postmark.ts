import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the fake does with the next mails. `accept-then-reset` takes the mail, and cuts the line before it says so. */
export type FakeMode = 'accept' | 'hang' | 'accept-then-reset' | keyof typeof refusals

/** One attempt to send, whatever became of it. */
export type FakeAttempt = { key: string | undefined; mode: FakeMode; body: FakeMessage; ref?: string }

type FakeMessage = {
  From?: string
  To?: string
  Subject?: string
  HtmlBody?: string
  TextBody?: string
  Tag?: string
  MessageStream?: string
  Metadata?: Record<string, string>
  Headers?: { Name: string; Value: string }[]
  [field: string]: unknown
}

const inactive = `You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: gone@example.com. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.`

/** Status, ErrorCode and message as Postmark answers them. */
const refusals = {
  fail: [500, 0, 'Internal Server Error'],
  maintenance: [503, 100, 'Service unavailable'],
  'rate-limited': [429, 429, 'Rate limit exceeded'],
  inactive: [422, 406, inactive],
  'invalid-recipient': [
    422,
    300,
    `Error parsing 'To': Illegal email domain 'nowhere' in address 'x@nowhere'.`,
  ],
  'invalid-sender': [422, 300, `Invalid 'From' address: 'hirewire'.`],
  'sender-unconfirmed': [422, 401, `The 'From' address you supplied is not confirmed.`],
  'account-pending': [422, 412, 'Your account is pending approval.'],
  'too-large': [413, 0, 'Payload too large'],
} as const satisfies Record<string, readonly [number, number, string]>

/** An address that a stream does not deliver to. */
interface FakeSuppression {
  address: string
  stream: string
  reason: 'HardBounce' | 'SpamComplaint' | 'ManualSuppression'
}

const readJson = async <Body>(request: IncomingMessage) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body
}

const answer = (response: ServerResponse, status: number, body: object) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** In whatever case it is asked. */
const parameter = ({ searchParams }: URL, name: string) =>
  [...searchParams].find(([given]) => given.toLowerCase() === name)?.[1] ?? null

const refuse = (response: ServerResponse, [status, code, message]: readonly [number, number, string]) =>
  answer(response, status, { ErrorCode: code, Message: message })

/** What Postmark itself would find wrong with a mail. */
const complaint = (body: FakeMessage) => {
  if (!body.From) return `Invalid 'From' address: ''.`
  if (!body.To?.includes('@')) return `Invalid 'To' address: '${body.To ?? ''}'.`
  if (!body.HtmlBody && !body.TextBody) return 'Provide either email TextBody or HtmlBody or both.'
  const metadata = Object.entries(body.Metadata ?? {})
  if (metadata.some(([name, value]) => name.length > 20 || value.length > 80))
    return 'Invalid metadata content.'
  return undefined
}

/**
 * A server on 127.0.0.1 that speaks Postmark's protocol: `POST /email`, `GET /messages/outbound` with one `metadata_*`
 * filter, the suppressions of a stream, and `GET /server`. `host` goes to the mailer as `requestHost`, with `useHttps: false`.
 */
export const startFakePostmark = async ({ token = 'test-token' } = {}) => {
  const attempts: FakeAttempt[] = []
  let mode: FakeMode = 'accept'
  let searchable = true
  let suppressions: FakeSuppression[] = []

  const accepted = () => attempts.filter(attempt => attempt.ref !== undefined)

  const email = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readJson<FakeMessage>(request)
    const attempt: FakeAttempt = { key: body.Metadata?.key, mode, body }
    attempts.push(attempt)
    if (mode === 'hang') return
    if (mode !== 'accept' && mode !== 'accept-then-reset') return refuse(response, refusals[mode])
    const wrong = complaint(body)
    if (wrong) return refuse(response, [422, 300, wrong])
    attempt.ref = randomUUID()
    if (mode === 'accept-then-reset') return void request.socket.resetAndDestroy()
    const SubmittedAt = new Date().toISOString()
    answer(response, 200, { To: body.To, SubmittedAt, MessageID: attempt.ref, ErrorCode: 0, Message: 'OK' })
  }

  const outbound = (url: URL, response: ServerResponse) => {
    if (!searchable) return refuse(response, refusals.fail)
    if (!url.searchParams.has('count') || !url.searchParams.has('offset'))
      return refuse(response, [422, 300, 'count and offset are required.'])
    const [filter, wanted] = [...url.searchParams].find(([name]) => name.startsWith('metadata_')) ?? []
    // Postmark looks into this one unless told.
    const stream = parameter(url, 'messagestream') ?? 'outbound'
    const found = accepted().filter(
      ({ body }) =>
        (body.MessageStream ?? 'outbound') === stream &&
        (!filter || body.Metadata?.[filter.slice('metadata_'.length)] === wanted),
    )
    const messages = found.map(({ ref, body }) => ({
      MessageID: ref,
      Subject: body.Subject,
      From: body.From,
      Tag: body.Tag,
      Metadata: body.Metadata,
      To: [{ Email: body.To, Name: null }],
      Recipients: [body.To],
      Status: 'Sent',
    }))
    answer(response, 200, { TotalCount: messages.length, Messages: messages })
  }

  const isOf = (stream: string, address: string | null) => (known: FakeSuppression) =>
    known.stream === stream && (!address || known.address.toLowerCase() === address.toLowerCase())

  const dump = (stream: string, url: URL, response: ServerResponse) => {
    const found = suppressions.filter(isOf(stream, parameter(url, 'emailaddress')))
    const Suppressions = found.map(({ address, reason }) => ({
      EmailAddress: address,
      SuppressionReason: reason,
      Origin: 'Recipient',
      CreatedAt: new Date().toISOString(),
    }))
    answer(response, 200, { Suppressions })
  }

  /** Of the recipient's own doing only a bounce is forgotten on demand. */
  const forget = async (stream: string, request: IncomingMessage, response: ServerResponse) => {
    const body = await readJson<{ Suppressions: { EmailAddress: string }[] }>(request)
    const Suppressions = body.Suppressions.map(({ EmailAddress }) => {
      const isKept = suppressions
        .filter(isOf(stream, EmailAddress))
        .some(({ reason }) => reason === 'SpamComplaint')
      if (isKept)
        return { EmailAddress, Status: 'Failed', Message: 'You do not have the required authority.' }
      suppressions = suppressions.filter(known => !isOf(stream, EmailAddress)(known))
      return { EmailAddress, Status: 'Deleted', Message: null }
    })
    answer(response, 200, { Suppressions })
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake')
    if (request.headers['x-postmark-server-token'] !== token)
      return refuse(response, [401, 10, 'No Account or Server API tokens were supplied in the HTTP headers.'])
    if (request.method === 'POST' && url.pathname === '/email') return void email(request, response)
    if (request.method === 'GET' && url.pathname === '/messages/outbound') return outbound(url, response)
    if (request.method === 'GET' && url.pathname === '/server')
      return answer(response, 200, { ID: 1, Name: 'Hirewire’s fake' })
    const [, stream, verb] =
      /^\/message-streams\/(\w+)\/suppressions\/(dump|delete)$/.exec(url.pathname) ?? []
    if (stream && verb === 'dump') return dump(stream, url, response)
    if (stream && verb === 'delete') return void forget(stream, request, response)
    refuse(response, [404, 0, 'Not found'])
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    /** Every attempt, in order. */
    attempts,
    /** Those that Postmark took, and would have delivered. */
    accepted,
    /** From here on, mails are met like this. */
    setMode: (next: FakeMode) => void (mode = next),
    /** Whether the search answers (it does at first). */
    setSearchable: (next: boolean) => void (searchable = next),
    /** From here on this stream delivers nothing there, and says why. */
    suppress: (known: FakeSuppression) => void suppressions.push(known),
    /** Forgets everything, and accepts again. */
    reset: () => {
      attempts.length = 0
      suppressions = []
      mode = 'accept'
      searchable = true
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
