import type { Request } from 'express'
import type { z } from 'zod'
import type { Actor } from '../actor.ts'
import { now } from '../clock.ts'
import { notFound } from '../errors.ts'
import { listOwed } from '../owed/list.ts'
import { owedListQuery } from '../owed/schema.ts'
import { explainReminders } from '../reminders/explain.ts'
import { previewSettings } from '../reminders/preview.ts'
import { explainQuery } from '../reminders/schema.ts'
import { readSettings } from '../reminders/settings.ts'
import { ownStories, storiesOfApplication } from '../reminders/stories.ts'
import { parseInput } from '../route.ts'
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

/** One's own, and what still waits by its name: to that there is a right. */
const ownStoriesByName = async (actor: Actor) => {
  const [stories, waiting] = await Promise.all([
    ownStories(actor),
    listOwed(actor, parseInput(owedListQuery, { limit: 100 }), now()),
  ])
  const titles = new Map(waiting.data.map(({ rule, subject, title }) => [`${rule} ${subject.id}`, title]))
  return stories.map(story => ({
    ...story,
    what: titles.get(`${story.rule} ${story.subject}`) ?? story.what,
  }))
}

const explained = async (actor: Actor, { subject, application, ...of }: z.output<typeof query>) => {
  if (subject) {
    const explanation = explanationView(await explainReminders(actor, { ...of, subject }, now()), actor)
    const title = explanation.isOwn ? 'Why am I reminded?' : `Why is ${explanation.name} reminded?`
    return { title, data: { explanation, stories: null } }
  }
  if (application) {
    const stories = storiesView(await storiesOfApplication(actor, application), {
      applicationId: application,
    })
    return { title: 'Who is reminded', data: { explanation: null, stories } }
  }
  const stories = storiesView(await ownStoriesByName(actor))
  return { title: 'What I was reminded of', data: { explanation: null, stories } }
}

export const reminderPages = [
  page({
    path: '/reminders/explain',
    who: 'signed_in',
    show: async ({ actor, request }) => ({
      template: 'reminders-explain',
      ...(await explained(actor, asked(request))),
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
