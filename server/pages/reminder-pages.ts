import type { Request } from 'express'
import type { z } from 'zod'
import type { Actor } from '../actor.ts'
import { now } from '../clock.ts'
import { notFound } from '../errors.ts'
import { explainReminders } from '../reminders/explain.ts'
import { previewSettings } from '../reminders/preview.ts'
import { explainQuery } from '../reminders/schema.ts'
import { readSettings } from '../reminders/settings.ts'
import { ownStories, storiesOfApplication } from '../reminders/stories.ts'
import { id } from '../schema.ts'
import { page } from './page.ts'
import { explanationView, settingsView, storiesView } from './reminder-views.ts'

const query = explainQuery.partial().extend({ application: id.optional() })

/** What is asked for; an address that cannot be is a page that does not exist. */
const asked = (request: Request): z.output<typeof query> => {
  const { data } = query.safeParse(request.query)
  if (!data) throw notFound()
  return data
}

const explainPage = async (actor: Actor, { subject, application, ...of }: z.output<typeof query>) => {
  if (subject) {
    const explanation = await explainReminders(actor, { ...of, subject }, now())
    return { explanation: explanationView(explanation, actor), stories: null }
  }
  const stories = application
    ? storiesView(await storiesOfApplication(actor, application), { applicationId: application })
    : storiesView(await ownStories(actor))
  return { explanation: null, stories }
}

export const reminderPages = [
  page({
    path: '/reminders/explain',
    who: 'signed_in',
    show: async ({ actor, request }) => ({
      template: 'reminders-explain',
      title: 'Why reminded?',
      data: await explainPage(actor, asked(request)),
      stylesheet: 'reminders',
    }),
  }),
  page({
    path: '/company/reminders',
    who: ['manager'],
    show: async ({ actor }) => {
      if (!actor.companyId) throw notFound()
      const { data } = await readSettings(actor, actor.companyId)
      const preview = await previewSettings(actor, { companyId: actor.companyId, settings: [] }, now())
      return {
        template: 'company-reminders',
        title: 'Reminders',
        data: { companyId: actor.companyId, ...settingsView(data, preview) },
        script: 'company-reminders',
        stylesheet: 'reminders',
      }
    },
  }),
]
