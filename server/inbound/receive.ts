import type { Actor } from '../actor.ts'
import { database, sqlOf } from '../../db/database.ts'
import { audit } from '../audit.ts'
import { now } from '../clock.ts'
import { Problem } from '../errors.ts'
import { findThread } from '../threads/queries.ts'
import { say } from '../threads/say.ts'
import { replyInput } from '../threads/schema.ts'
import { transaction, type Write } from '../transaction.ts'
import { isAutomatic } from './automatic.ts'
import { notTaken } from './not-taken.ts'
import { ownWords } from './own-words.ts'
import { isTooFast } from './pace.ts'
import { findReplyTo, type ReplyTo } from './reply-address.ts'
import type { InboundMail, Outcome } from './schema.ts'
import { isForged, isFrom } from './sender.ts'
import { tellRefusal } from './tell-refusal.ts'

interface Writer {
  actor: Actor
  email: string
}

/** Whom the address was given to, if they are active. */
const findWriter = async (userId: string): Promise<Writer | undefined> => {
  const row = await sqlOf(database().orm.em.fork())
    .selectFrom('users')
    .select(['id', 'name', 'email', 'role', 'company_id'])
    .where('id', '=', userId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { id, name, email, role, company_id: companyId } = row
  return { actor: { id, name, role, companyId, sessionId: null }, email }
}

/** The id that the sender's mail program gave it, whatever the provider calls it; null if that is none. */
const messageId = ({ Headers }: InboundMail) => {
  const id = Headers.find(({ Name }) => Name.toLowerCase() === 'message-id')?.Value.trim() ?? ''
  return /^<[\x21-\x7e]{3,900}>$/.test(id) ? id : null
}

/** Puts on record what becomes of a mail; false if that was decided before: servers and providers deliver again and again. */
const claim = async ({ sql, now }: Write, mail: InboundMail, to: ReplyTo | null, outcome: Outcome) => {
  const { numInsertedOrUpdatedRows } = await sql
    .insertInto('inbound_mail')
    .values({
      id: mail.MessageID,
      // Only of what is said: a copy that was refused for its way here keeps the other from nothing.
      message_id: outcome === 'taken' ? messageId(mail) : null,
      thread_id: to?.threadId ?? null,
      user_id: to?.userId ?? null,
      outcome,
      at: now,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** What the message is to say, or why it cannot be one. */
const wordsOf = (mail: InboundMail): { text: string } | { refused: Outcome } => {
  const own = ownWords(mail)
  if (!own) return { refused: 'empty' }
  const text = [own, notTaken(mail)].filter(Boolean).join('\n\n')
  return replyInput.shape.text.safeParse(text).success ? { text } : { refused: 'too_long' }
}

/** Why it is not even looked at, if it is not. */
const refusalOf = (mail: InboundMail, writer: Writer): Outcome | undefined => {
  if (isAutomatic(mail)) return 'automatic'
  if (!isFrom(mail, writer.email)) return 'other_sender'
  return isForged(mail) ? 'failed_checks' : undefined
}

/** Says it as the app would: in their name, if they may write there at this very moment. */
const answerThread = (mail: InboundMail, { actor }: Writer, to: ReplyTo, text: string) =>
  transaction(actor, async (write): Promise<Outcome> => {
    if (!(await claim(write, mail, to, 'taken'))) return 'taken_before'
    const { thread, place } = await findThread(write.sql, actor, to.threadId)
    await say(write, actor, { place, kind: thread.kind }, { text })
    return 'taken'
  })

const refuse = (mail: InboundMail, to: ReplyTo | null, writer: Writer | undefined, outcome: Outcome) =>
  transaction(null, async (write): Promise<Outcome> => {
    if (!(await claim(write, mail, to, outcome))) return 'taken_before'
    if (writer && outcome !== 'automatic') await tellRefusal(write, mail, writer, outcome)
    return outcome
  })

/**
 * Takes a mail that came in: an answer to one of ours goes into its thread, once, in the name of whom its address was
 * given to. Every other mail is put on record with the reason, of which a person of ours is told by mail; nobody else
 * ever is. The provider is told that it was received, whatever became of it.
 */
export const receiveMail = async (mail: InboundMail): Promise<{ outcome: Outcome }> => {
  const db = sqlOf(database().orm.em.fork())
  const addresses = [mail.OriginalRecipient, ...[...mail.ToFull, ...mail.CcFull].map(({ Email }) => Email)]
  const to = (await findReplyTo(db, addresses)) ?? null
  const writer = to ? await findWriter(to.userId) : undefined
  if (!to) return { outcome: await refuse(mail, null, undefined, 'unknown_address') }
  if (!writer) return { outcome: await refuse(mail, to, undefined, 'no_access') }
  const refused = refusalOf(mail, writer)
  if (refused) return { outcome: await refuse(mail, to, writer, refused) }
  const words = wordsOf(mail)
  if ('refused' in words) return { outcome: await refuse(mail, to, writer, words.refused) }
  if (await isTooFast(db, to, now())) return { outcome: await refuse(mail, to, writer, 'too_many') }
  try {
    if (writer.actor.role === 'admin') await audit(writer.actor, 'reply by mail', to.threadId)
    return { outcome: await answerThread(mail, writer, to, words.text) }
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    const outcome = error.status === 409 ? 'closed' : 'no_access'
    return { outcome: await refuse(mail, to, writer, outcome) }
  }
}
