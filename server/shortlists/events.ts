import { applicationEntries, type ApplicationChange } from '../applications/events.ts'
import type { HeldApplication, IntroductionRow } from '../applications/queries.ts'
import type { EventKind } from '../event-kind.ts'
import { streamOf } from '../log.ts'
import { presentIntroduction } from './presenter.ts'

interface Introduced {
  card: HeldApplication
  introduction: IntroductionRow
}

/** A proposal is between the staff and the client: of what became of it the others hear when the card moves. */
const withdrawn: EventKind<ApplicationChange> = {
  v: 1,
  streams: async ({ actor }, change) =>
    applicationEntries(actor, change).filter(({ stream }) => /:(staff|client)$/.test(stream)),
  about: ({ card }) => ({ applicationId: card.id }),
  endsAccess: ({ card, hiddenFromClient }) => (hiddenFromClient ? { applicationId: card.id } : undefined),
}

/** That an employer learned a name is the staff's evidence, and nobody else's to read. */
const introduced: EventKind<Introduced> = {
  v: 1,
  streams: async ({ actor }, { card, introduction }) => {
    const { candidate_name, company_name } = card
    const by_name = actor!.name
    return [
      {
        stream: streamOf(`application:${card.id}`, 'staff'),
        actor: { id: actor!.id, name: by_name },
        data: {
          introduction: presentIntroduction({ ...introduction, candidate_name, company_name, by_name }),
        },
      },
    ]
  },
  about: ({ card }) => ({ applicationId: card.id }),
}

export const shortlistEvents = {
  'shortlist.withdrawn': withdrawn,
  'application.introduced': introduced,
} satisfies Record<string, EventKind<never>>
