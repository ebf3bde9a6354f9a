import { z } from 'zod'
import { applicationData, cardData } from '../applications/event-data.ts'
import type { EventData } from '../event-data.ts'
import { messageData, proposalData } from '../threads/event-data.ts'
import type { proposalEvents } from './events.ts'

type Side = 'staff' | 'client' | 'candidate'

const latest = (kind: 'negotiation' | 'candidate', side: Side) =>
  z.strictObject({
    id: z.uuid(),
    kind: z.literal(kind),
    message: messageData[side],
    proposal: proposalData[side].meta({ description: 'The latest round.' }),
  })

const ofTerms = (side: 'staff' | 'client') => z.strictObject({ thread: latest('negotiation', side) })
const inNegotiation = { staff: ofTerms('staff'), client: ofTerms('client') }

/** Of an offer the client hears for whom the card waits, and not what was offered. */
const decided = (summary: string): EventData => ({
  summary,
  data: {
    job: {
      staff: z.union([inNegotiation.staff, cardData.staff]),
      client: z.union([inNegotiation.client, cardData.client]),
    },
    application: {
      staff: applicationData.staff.extend({ thread: latest('candidate', 'staff') }),
      client: applicationData.client,
      candidate: applicationData.candidate.extend({ thread: latest('candidate', 'candidate') }),
    },
  },
})

const reviewed = (summary: string): EventData => ({ summary, data: { job: inNegotiation } })

const replaced = (kind: 'negotiation' | 'candidate', side: Side) =>
  z.strictObject({ thread: latest(kind, side).omit({ proposal: true }) })

export const proposalEventData = {
  'proposal.made': decided('Service terms, or an offer, were put before the other side'),
  'proposal.countered': {
    summary: 'A proposal was answered with another one, which follows as `proposal.made`',
    data: {
      job: { staff: replaced('negotiation', 'staff'), client: replaced('negotiation', 'client') },
      application: { staff: replaced('candidate', 'staff'), candidate: replaced('candidate', 'candidate') },
    },
  },
  'proposal.accepted': decided('A proposal was accepted; of an offer that is the hire'),
  'proposal.declined': decided('A proposal was declined'),
  'proposal.withdrawn': decided('A proposal was taken back, or its application has ended'),
  'proposal.expired': decided('Nobody answered a proposal in time'),
  'proposal.approved': reviewed('A manager approved accepted terms: they bind'),
  'proposal.returned': reviewed('A manager did not approve accepted terms: the negotiation goes on'),
} satisfies Record<keyof typeof proposalEvents, EventData>
