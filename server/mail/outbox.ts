import { now } from '../clock.ts'
import type { Attachment, Mailer } from './mailer.ts'

/** Runs one statement, as `pg`'s pool does. */
type Query = (sql: string, params: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>

/** A mail in the outbox, as the list shows it. */
export type OutboxEntry = { id: string; to: string; subject: string; tag: string; createdAt: string }

/** A mail in the outbox with its parts. */
export type OutboxMail = OutboxEntry & {
  key: string
  html: string
  text: string
  headers: Record<string, string>
  attachments: Attachment[]
}

const entryColumns = `id, recipient as "to", subject, tag, created_at as "createdAt"`

const withIsoTime = <Row extends OutboxEntry>(row: Record<string, unknown>): Row =>
  ({ ...row, createdAt: new Date(row.createdAt as string | Date).toISOString() }) as Row

/** Keeps mail in the table `dev_mail` instead of sending it: once per key, and never outside. */
export const outboxMailer = (query: Query): Mailer => {
  const find: Mailer['find'] = async ({ key }) => {
    const { rows } = await query('select id from dev_mail where key = $1', [key])
    return rows[0] ? { ref: String(rows[0].id) } : null
  }
  return {
    name: 'outbox',
    find,
    // Nothing leaves, so nothing bounces.
    suppressionOf: async () => undefined,
    reactivate: async () => true,
    send: async mail => {
      await query(
        `insert into dev_mail (key, recipient, subject, html, text, headers, attachments, tag, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (key) do nothing`,
        [
          mail.key,
          mail.to,
          mail.subject,
          mail.html,
          mail.text,
          JSON.stringify(mail.headers ?? {}),
          JSON.stringify(mail.attachments ?? []),
          mail.tag,
          now(),
        ],
      )
      const kept = await find(mail)
      if (!kept) throw new Error(`The outbox lost ${mail.key}`)
      return kept
    },
  }
}

/** The latest mails, newest first, of everybody or of those whose address contains `to` (in any case of letters). */
export const listOutbox = async (
  query: Query,
  { limit, to }: { limit: number; to?: string | undefined },
): Promise<OutboxEntry[]> => {
  const { rows } = await query(
    `select ${entryColumns} from dev_mail
     where $2::text is null or position(lower($2) in lower(recipient)) > 0 order by created_at desc, id limit $1`,
    [limit, to ?? null],
  )
  return rows.map(row => withIsoTime<OutboxEntry>(row))
}

/** One mail by its id, a uuid. */
export const getOutbox = async (query: Query, id: string): Promise<OutboxMail | undefined> => {
  const { rows } = await query(
    `select ${entryColumns}, key, html, text, headers, attachments from dev_mail where id = $1`,
    [id],
  )
  return rows[0] && withIsoTime<OutboxMail>(rows[0])
}
