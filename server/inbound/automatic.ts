import type { InboundMail } from './schema.ts'

const subjects =
  /^\W*(auto(matic|mated|matisierte|-|\s)?\s?(reply|response|antwort)|automatische antwort|out of (the )?office|abwesen|nicht im büro|réponse automatique|absence du bureau|respuesta automática|risposta automatica|automatisch antwoord|autosvar|undeliver|unzustellbar|delivery status|mail delivery|returned mail)/i

/** Headers by which machines say that they are (RFC 3834, and what is about). */
const signs: Record<string, RegExp> = {
  'auto-submitted': /^(?!\s*no\b)/i,
  precedence: /bulk|junk|auto[-_]?reply|list/i,
  'x-autoreply': /./,
  'x-autorespond': /./,
  'x-auto-reply-from': /./,
  'list-id': /./,
  // A bounce: nobody to answer to.
  'return-path': /^\s*<>\s*$/,
}

/** Whether a machine wrote this: an absence, a bounce, a list. Nobody said anything, and an answer would start a loop. */
export const isAutomatic = ({ Subject, Headers, FromFull }: InboundMail) =>
  subjects.test(Subject.slice(0, 200)) ||
  /^(mailer-daemon|postmaster|no-?reply)@/i.test(FromFull.Email) ||
  Headers.some(({ Name, Value }) => signs[Name.toLowerCase()]?.test(Value))
