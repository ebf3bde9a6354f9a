import { dateWords } from '../../templates/web/words.ts'
import { categories, categoryNames } from '../preferences/categories.ts'
import type { Preferences } from '../preferences/presenter.ts'
import { readPreferences } from '../preferences/read.ts'
import { page } from './page.ts'

const mailLabels = { now: 'At once', digest: 'Digest', off: 'Never' }
const digestLabels = { off: 'No digest', daily: 'Every day', weekly: 'Every week' }
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const choices = (labels: Record<string, string>, chosen: string) =>
  Object.entries(labels).map(([value, label]) => ({ value, label, chosen: value === chosen }))

/** `09:00` for the hour it is. */
const hours = (chosen: number) =>
  Array.from({ length: 24 }, (_none, hour) => ({
    value: hour,
    label: `${String(hour).padStart(2, '0')}:00`,
    chosen: hour === chosen,
  }))

const newsOf = ({ channels, fixed }: Preferences) =>
  categoryNames.map(name => {
    const { label, about } = categories[name]
    const { inApp, mail } = channels[name]
    return { name, label, about, inApp, isFixed: fixed.includes(name), mail: choices(mailLabels, mail) }
  })

type Suppressed = Preferences['address']['suppressed'][number]

/** Why no mail comes, and what can be done about it, in words. */
const troubleOf = (
  { email }: { email: string },
  zone: string,
  { stream, reason, detail, at }: Suppressed,
) => {
  const on = dateWords(new Date(at), zone)
  const what = stream === 'broadcast' ? 'Tips' : 'Mail'
  const because = detail ? `: ${detail}` : '.'
  const words = {
    bounce: {
      happened: `${what} to you bounced on ${on}${because}`,
      remedy: `Nothing is sent to ${email} until the mailbox takes mail again. Once it does, try again.`,
    },
    complaint: {
      happened: `${what} from us to ${email} was reported as spam on ${on}.`,
      remedy:
        'Nothing is sent there any more, not even codes. Ask whoever runs this site: only they can change it.',
    },
    unsubscribed: {
      happened: `${email} was unsubscribed from ${what.toLowerCase()} at the mail provider on ${on}.`,
      remedy:
        'What you choose below counts again once you subscribe there, or whoever runs this site does it for you.',
    },
  }
  return { ...words[reason], mayTryAgain: reason === 'bounce' }
}

export const settingsPages = [
  page({
    path: '/settings/notifications',
    who: 'signed_in',
    show: async ({ actor }) => {
      const own = await readPreferences(actor)
      const { zone, quietFrom, quietTo, digestWeekday, address, mutedJobs, nextDigestAt } = own
      const data = {
        zone,
        quietFrom,
        quietTo,
        email: address.email,
        news: newsOf(own),
        digest: choices(digestLabels, own.digest),
        hasDigest: own.digest !== 'off',
        isWeekly: own.digest === 'weekly',
        hours: hours(own.digestHour),
        weekdays: weekdays.map((label, index) => ({
          value: index + 1,
          label,
          chosen: index + 1 === digestWeekday,
        })),
        nextDigestAt: nextDigestAt && dateWords(new Date(nextDigestAt), zone),
        mutedJobs,
        troubles: address.suppressed.map(suppressed => troubleOf(address, zone, suppressed)),
      }
      return {
        template: 'settings-notifications',
        title: 'What we send you',
        data,
        script: 'settings-notifications',
        stylesheet: 'settings-notifications',
      }
    },
  }),
]
