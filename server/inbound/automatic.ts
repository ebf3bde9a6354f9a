import type { InboundMail } from './schema.ts'

const subjects =
  /^\P{L}*(auto(matic|mated|matisierte|-|\s)?\s?(reply|response|antwort)|automatische antwort|out of (the )?office|abwesenheit|nicht im büro|réponse automatique|absence du bureau|respuesta automática|fuera de (la )?oficina|resposta automática|risposta automatica|automatisch antwoord|auto(matisk)?t? ?svar|automatická odpověď|odpowiedź automatyczna|autoodpowiedź|αυτόματη απάντηση|автоматична відповідь|автоматический ответ|undeliver|unzustellbar|delivery status|mail delivery|returned mail|failure notice)/iu

/**
 * Headers by which machines say that they are (RFC 3834, and what is about). Not `X-Auto-Response-Suppress`: Exchange
 * writes it into what people write, to ask for no answer of a machine.
 */
const signs: Record<string, RegExp> = {
  'auto-submitted': /^(?!\s*no\b)/i,
  precedence: /bulk|junk|auto[-_]?reply|list/i,
  'x-autoreply': /./,
  'x-autorespond': /./,
  'x-auto-reply-from': /./,
  'list-id': /./,
  // A bounce: nobody to answer to.
  'return-path': /^\s*<>\s*$/,
  'content-type': /^\s*multipart\/report\b/i,
}

/** Whether a machine wrote this: an absence, a bounce, a list. Nobody said anything, and an answer would start a loop. */
export const isAutomatic = ({ Subject, Headers, FromFull }: InboundMail) =>
  subjects.test(Subject.slice(0, 200)) ||
  /^(mailer-daemon|postmaster|no-?reply)@/i.test(FromFull.Email) ||
  Headers.some(({ Name, Value }) => signs[Name.toLowerCase()]?.test(Value))
