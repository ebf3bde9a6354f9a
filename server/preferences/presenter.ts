import type { z } from 'zod'
import type { JobRow } from '../job-postings/queries.ts'
import type { SuppressionRow } from '../mail/queries.ts'
import type { preferenceAnswer } from './answers.ts'
import { categoryNames, isFixed, type Channels } from './categories.ts'
import type { preferenceRow } from './queries.ts'

export type Preferences = z.output<typeof preferenceAnswer>

interface Own {
  row: Awaited<ReturnType<typeof preferenceRow>>
  channels: (category: (typeof categoryNames)[number]) => Channels
  mutedJobs: JobRow[]
  suppressed: SuppressionRow[]
}

/** Everybody reads their own, and nobody another's. */
export const presentPreferences = ({ row, channels, mutedJobs, suppressed }: Own): Preferences => ({
  zone: row.zone,
  quietFrom: row.quiet_from.slice(0, 5),
  quietTo: row.quiet_to.slice(0, 5),
  digest: row.digest,
  digestHour: row.digest_hour,
  digestWeekday: row.digest_weekday,
  nextDigestAt: row.next_digest_at?.toISOString() ?? null,
  channels: Object.fromEntries(
    categoryNames.map(category => [category, channels(category)]),
  ) as Preferences['channels'],
  fixed: categoryNames.filter(isFixed),
  mutedJobs: mutedJobs.map(({ id, title, company_name: company }) => ({ id, title, company })),
  address: {
    email: row.email,
    suppressed: suppressed.map(({ stream, reason, detail, at }) => ({
      stream,
      reason,
      detail,
      at: at.toISOString(),
    })),
  },
})
