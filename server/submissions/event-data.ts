import { z } from 'zod'
import type { EventData } from '../event-data.ts'
import { submissionData } from './answers.ts'
import type { submissionEvents } from './events.ts'

const told = {
  staff: z.strictObject({ submission: submissionData.staff }),
  agency: z.strictObject({ submission: submissionData.agency }),
  self: z.strictObject({ submission: submissionData.candidate }),
}

const step = (summary: string) => ({
  summary,
  data: { job: { staff: told.staff, agency: told.agency }, user: { self: told.self } },
})

export const submissionEventData = {
  'submission.proposed': step('A candidate was put forward for a job and is asked to agree'),
  'submission.accepted': step('The candidate agreed: their application is on the board'),
  'submission.declined': step('The candidate does not want to be put forward for this job'),
  'submission.withdrawn': step('Whoever put the candidate forward took it back'),
  'submission.expired': step('The time to answer is over'),
} satisfies Record<keyof typeof submissionEvents, EventData>
