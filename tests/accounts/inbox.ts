import { database } from '../../db/database.ts'
import { until } from '../support/wait.ts'

interface Mail {
  text: string
  subject: string
}

/** The mails of one kind to one address, the newest first. */
export const mailsTo = async (to: string, tag: string): Promise<Mail[]> =>
  (
    await database().pool.query<Mail>(
      'select subject, text from dev_mail where recipient = $1 and tag = $2 order by created_at desc',
      [to, tag],
    )
  ).rows

/** The newest of them, once there are as many as `count`. */
export const mailTo = async (to: string, tag: string, count = 1): Promise<Mail> =>
  until(`${count} ${tag} to ${to}`, async () => {
    const mails = await mailsTo(to, tag)
    return mails.length >= count ? mails[0] : undefined
  })

export const codeTo = async (to: string, count = 1): Promise<string> =>
  /^(\d{6})$/m.exec((await mailTo(to, 'verification-code', count)).text)![1]!

export const tokenTo = async (
  to: string,
  tag: 'reset-password' | 'invitation' | 'submission-proposed',
  count = 1,
): Promise<string> => /reset-password\?token=([\w-]+)/.exec((await mailTo(to, tag, count)).text)![1]!

/** Every job that was asked for has been done: what was not mailed by now will not be. */
export const jobsDone = () =>
  until('all jobs done', async () => {
    const { rows } = await database().pool.query<{ left: number }>(
      `select count(*)::int as left from pgboss.job where state in ('created', 'retry', 'active') and name in ('send-code', 'send-password-link', 'deliver-email')`,
    )
    return rows[0]!.left === 0
  })
