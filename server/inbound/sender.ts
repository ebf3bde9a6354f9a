import type { InboundMail } from './schema.ts'

/** Whether a mail says that it comes from this address. */
export const isFrom = ({ FromFull }: InboundMail, email: string) =>
  FromFull.Email.trim().toLowerCase() === email.toLowerCase()

/**
 * Where servers write down whether the sender may use the address. A pass proves nothing: anybody can write one in. Nor
 * does a broken signature (RFC 6376, 6.1): whoever forges a mail leaves it out, and honest ones break on the way.
 */
const failures: Record<string, RegExp> = {
  'received-spf': /^\s*fail\b/i,
  'authentication-results': /\b(spf|dmarc)\s*=\s*fail\b/i,
  'x-spam-tests': /\b(SPF_FAIL|DMARC_REJECT|DMARC_QUAR)\b/,
}

/** Whether a server on the way found that the sender is not who it says. Most mails say nothing about it. */
export const isForged = ({ Headers }: InboundMail) =>
  Headers.some(({ Name, Value }) => failures[Name.toLowerCase()]?.test(Value))
