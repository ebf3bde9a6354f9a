import { env } from './env.ts'

const secret = '[secret]'
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const sql = /\b(select|insert into|update|delete from|with)\b[^]*'/i

/**
 * What could let somebody in, or names a person, cut out of a line of the log: our own secrets, JWTs, passwords and tokens in
 * addresses, e-mail addresses. Everything else stays as it was.
 */
export const scrubLine = (line: string): string => {
  const { AUTH_SECRET, POSTMARK_TOKEN, POSTMARK_WEBHOOK_PASSWORD } = env()
  return [AUTH_SECRET, POSTMARK_TOKEN, POSTMARK_WEBHOOK_PASSWORD]
    .reduce<string>((text, own) => (own ? text.replaceAll(own, secret) : text), line)
    .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, secret)
    .replaceAll(/(\w+:\/\/)[^\s/@"]+@/g, '$1…@')
    .replaceAll(/(\/(?:calendar|unsubscribe)\/)[\w.-]+/g, `$1${secret}`)
    .replaceAll(/([?&;](?:token|code|otp|key|password)=)[^\s&"\\]+/gi, `$1${secret}`)
    .replaceAll(/[^\s@"'<>()[\]{}=,;:\\]+@[^\s@"'<>()[\]{}=,;:\\]+/g, '[address]')
}

/** The same for a text that quotes whatever it stumbled over, as errors do. Ids of ours stay: they name nobody. */
export const scrub = (text: string): string =>
  scrubLine(
    (sql.test(text) ? text.replaceAll(/'(?:[^']|'')*'/g, "'…'") : text)
      // The row that a database refuses, all of it
      .replaceAll(/\n - detail: [^]*?(?=\n {4}at |$)/g, '')
      .replaceAll(/\+\d[\d ()/-]{6,}\d/g, '[phone]')
      .replaceAll(/\b(bearer|basic)\s+[^\s"',;]+/gi, `$1 ${secret}`),
  )
    // Tokens, keys and hashes: long, and of digits among letters
    .replaceAll(/[\w+=~-]{20,}/g, part => (isSecret(part) ? secret : part))

const isSecret = (part: string) => /\d/.test(part) && /[a-z]/i.test(part) && !uuid.test(part)

/** `scrub` for every text in a value, however deep. */
export const scrubAll = <Value>(value: Value): Value => {
  if (typeof value === 'string') return scrub(value) as Value
  if (Array.isArray(value)) return value.map(scrubAll) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, scrubAll(part)])) as Value
}
