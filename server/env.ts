import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const list = z.string().transform(text =>
  text
    .split(',')
    .map(part => part.trim().replace(/\/$/, ''))
    .filter(Boolean),
)
const whole = (lowest: number, highest: number) => {
  const error = `must be a whole number from ${lowest} to ${highest}`
  return z.coerce.number({ error }).int({ error }).min(lowest, { error }).max(highest, { error })
}

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('0.0.0.0'),
  PORT: whole(0, 65535).default(3000),
  /** A PostgreSQL 15 to 18. Without it the embedded server is started, and filled with the demo. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: whole(2, 100).default(10),
  /** A Redis 6 or newer, or Valkey, that joins several processes: hints and rate limits. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  /** Where people reach us, for links in mails and as the first allowed Origin. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform(url => url.replace(/\/$/, ''))
    .optional(),
  /** More Origins that may send cookies, comma-separated. */
  ALLOWED_ORIGINS: list.default([]),
  AUTH_SECRET: z.string().min(32).optional(),
  POSTMARK_TOKEN: z.string().min(1).optional(),
  /** Another host that speaks Postmark's protocol over HTTP, such as the fake of the tests: host:port. */
  POSTMARK_HOST: z.string().optional(),
  /** With which Postmark calls our webhooks, by HTTP Basic; without it they are closed. */
  POSTMARK_WEBHOOK_PASSWORD: z.string().min(16).optional(),
  MAIL_FROM: z.string().default('Hirewire <no-reply@hirewire.example>'),
  /** The mailbox whose mails the provider posts to us: answers to mails of threads go to it, with a token behind a +. */
  INBOUND_ADDRESS: z
    .email({
      pattern: /^[\w.-]{1,43}@[a-z0-9.-]+\.[a-z]{2,}$/i,
      error: 'must be an address such as reply@inbound.example',
    })
    .transform(address => address.toLowerCase())
    .optional(),
  /** Proxies in front of us whose X-Forwarded-For is believed. */
  TRUST_PROXY: whole(0, 10).default(0),
  /** Whoever shows it as a bearer may read /metrics; without it there is no such page. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Where errors that nobody foresaw are sent. */
  SENTRY_DSN: z.url({ protocol: /^https?$/ }).optional(),
  /** How long events stay in the log, in days: who was away for longer is given the room as it is. */
  EVENT_RETENTION_DAYS: whole(1, 3650).default(30),
  /** How long a web process that was told to end still takes requests, in s: load balancers look only now and then. */
  DRAIN_SECONDS: whole(0, 10).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** What was set, and what stands in for the rest. */
export type Settings = z.output<typeof schema> & {
  PUBLIC_URL: string
  DRAIN_SECONDS: number
  demo: boolean
}
export type Env = Settings & { AUTH_SECRET: string }

/** A secret of this machine's own, so that sessions outlive a restart without anything to set. */
const localSecret = (dataDir: string) => {
  const file = path.join(dataDir, 'auth-secret')
  mkdirSync(dataDir, { recursive: true })
  // Whole or not at all: another process that starts now must not read half of it, nor make another one.
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  rmSync(draft)
  return readFileSync(file, 'utf8')
}

/** What a real deployment cannot do without; elsewhere there is something in its place. */
const neededInProduction = ['DATABASE_URL', 'AUTH_SECRET', 'PUBLIC_URL']

/** Reads the settings, and makes nothing. Throws one error that names every wrong variable, as a list in its `cause`. */
export const readSettings = (variables: NodeJS.ProcessEnv = process.env): Settings => {
  // An empty variable is one that was not set: `POSTMARK_TOKEN= npm start`
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  const missing = given.NODE_ENV === 'production' ? neededInProduction.filter(name => !given[name]) : []
  if (!result.success || missing.length) {
    const faults = [
      ...(result.error?.issues ?? []).map(issue => `${issue.path.join('.')}: ${issue.message}`),
      ...missing.map(name => `${name}: is needed when NODE_ENV=production`),
    ]
    throw new Error(
      `The environment is not right:\n  ${faults.join('\n  ')}\nSee .env.example for what each one means.`,
      { cause: faults },
    )
  }
  const env = result.data
  return {
    ...env,
    PUBLIC_URL: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    DRAIN_SECONDS: env.DRAIN_SECONDS ?? (env.NODE_ENV === 'production' ? 5 : 0),
    demo: !env.DATABASE_URL && env.NODE_ENV !== 'production',
  }
}

/** Reads the environment. Throws like `readSettings`; makes this machine's own secret if none is set. */
export const readEnv = (variables: NodeJS.ProcessEnv): Env => {
  const settings = readSettings(variables)
  return { ...settings, AUTH_SECRET: settings.AUTH_SECRET ?? localSecret(settings.DATA_DIR) }
}

let current: Env | undefined

/** The environment of this process, read once. Nothing else reads `process.env`. */
export const env = (): Env => (current ??= readEnv(process.env))
