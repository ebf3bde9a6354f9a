import { Errors } from 'postmark'

/** The recipient bounced, complained or unsubscribed. */
const inactive = 406
// Postmark's ErrorCode (not the HTTP status): the mail itself is at fault, and will be tomorrow as well.
const refused = new Set([
  300, // invalid request, mostly an address that is none
  402, // invalid JSON
  403, // incompatible JSON
  inactive,
])

const payloadTooLarge = 413

/**
 * Whether the provider will refuse this mail however often it is sent. All else is worth a retry: a timeout, a rate
 * limit, an outage, and also what an operator repairs (the token, the sender's signature, the account's credit).
 */
export const isPermanent = (error: unknown): boolean => {
  if (!(error instanceof Errors.PostmarkError)) return false
  // Code 300 about the sender is our own setting, and no reason to drop every mail of the day.
  if (error.message.includes("'From'")) return false
  return error.statusCode === payloadTooLarge || (error.statusCode === 422 && refused.has(error.code))
}

/**
 * Whether the provider answered that it did not take this mail, for now or for good. Of an error of its own (500) and of a
 * line that broke nobody knows.
 */
export const isRefusal = (error: unknown) =>
  error instanceof Errors.PostmarkError && error.statusCode >= 400 && error.statusCode !== 500

/** Whether it was refused because the provider gave up on its address: bounced, complained or unsubscribed. */
export const isInactive = (error: unknown) => error instanceof Errors.PostmarkError && error.code === inactive
