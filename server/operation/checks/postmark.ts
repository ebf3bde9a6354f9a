import { Errors } from 'postmark'
import type { Settings } from '../../env.ts'
import { postmarkClient } from '../../mail/postmark.ts'
import { findings, type Finding } from './finding.ts'

/** Whether mails go out: Postmark knows the token, and the sender is not the example's. */
export const checkPostmark = async (settings: Settings): Promise<Finding[]> => {
  const { POSTMARK_TOKEN, POSTMARK_HOST, MAIL_FROM, NODE_ENV } = settings
  const { good, note, warning, wrong } = findings('Mail')
  if (!POSTMARK_TOKEN)
    return NODE_ENV === 'production'
      ? warning(
          'POSTMARK_TOKEN is not set: nobody gets any mail, and nobody new can verify an address.',
          'Set it.',
        )
      : note('POSTMARK_TOKEN is not set: mails go to /dev/mail.')
  const client = postmarkClient({
    token: POSTMARK_TOKEN,
    ...(POSTMARK_HOST && { requestHost: POSTMARK_HOST, useHttps: false }),
    timeoutMs: 4_000,
  })
  try {
    const { Name } = await client.getServer()
    if (MAIL_FROM.includes('hirewire.example'))
      return wrong(
        `Postmark's server “${Name}”, but MAIL_FROM is the example's.`,
        'Set a sender that Postmark knows.',
      )
    return good(`Postmark's server “${Name}”.`)
  } catch (error) {
    if (error instanceof Errors.InvalidAPIKeyError)
      return wrong(
        'Postmark does not know POSTMARK_TOKEN.',
        'Copy the Server API token (not the account’s) from the server’s page “API Tokens”.',
      )
    return wrong(
      `Postmark does not answer: ${(error as Error).message}`,
      'See whether this machine may reach api.postmarkapp.com by https. Mails wait in their queue meanwhile.',
    )
  }
}
