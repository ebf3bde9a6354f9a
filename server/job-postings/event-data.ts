import { z } from 'zod'
import { ownData } from '../accounts/answers.ts'
import { applicationData } from '../applications/event-data.ts'
import type { EventData } from '../event-data.ts'
import { jobAnswer } from './answers.ts'
import type { jobPostingEvents } from './events.ts'

const agency = jobAnswer
  .pick({
    id: true,
    title: true,
    description: true,
    type: true,
    subtype: true,
    level: true,
    company: true,
    location: true,
    remote: true,
    industry: true,
    skills: true,
    salary: true,
    deadline: true,
    applyUrl: true,
    applyEmail: true,
    openedAt: true,
    status: true,
  })
  .required()
const client = jobAnswer
  .pick({
    openings: true,
    blindShortlist: true,
    scorecard: true,
    version: true,
    createdAt: true,
    updatedAt: true,
    returnReason: true,
    submittedAt: true,
    closedAt: true,
  })
  .required()
  .extend(agency.shape)
const staff = jobAnswer.pick({ staffingCompany: true, assignments: true }).required().extend(client.shape)

/** A job, for each audience of its board. */
export const jobData = {
  staff: z.strictObject({ job: staff.meta({ id: 'StaffJob' }) }),
  client: z.strictObject({ job: client.meta({ id: 'ClientJob' }) }),
  agency: z.strictObject({ job: agency.meta({ id: 'AgencyJob' }) }),
}

const step = (summary: string) => ({ summary, data: { job: jobData } })

export const jobPostingEventData = {
  'job.created': {
    summary: 'A job was made',
    data: { job: { staff: jobData.staff, client: jobData.client } },
  },
  'job.edited': {
    summary: 'A job was edited; under a new title also wherever the old one stood',
    data: { job: jobData, application: applicationData, user: ownData },
  },
  'job.submitted': step('A job was submitted for approval, or opened by staff who need none'),
  'job.approved': step('A manager approved a job: it is open'),
  'job.returned': step('A manager returned a job with a reason'),
  'job.paused': step('A job was paused'),
  'job.reopened': step('A job is open again'),
  'job.filled': step('Every opening of a job is filled'),
  'job.closed': step('A job was closed, or its deadline has passed'),
  'job.deleted': {
    summary:
      'A job was taken away: its board is closed to everybody in it by `room.closed`, without an event',
    data: {},
  },
  'job.assigned': step('Who is assigned to a job has changed'),
} satisfies Record<keyof typeof jobPostingEvents, EventData>
