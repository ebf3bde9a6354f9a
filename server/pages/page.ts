import type { Request, RequestHandler, Response } from 'express'
import { renderPage } from '../../templates/render.ts'
import type { Actor } from '../actor.ts'
import { actorOf } from '../admit.ts'
import { audit } from '../audit.ts'
import { notFound, toProblem, type Problem } from '../errors.ts'
import { reportFault } from '../faults.ts'
import { whereOf } from '../operation/measure.ts'
import type { Who } from '../route.ts'
import { id } from '../schema.ts'
import { frame, personRoom, type PersonRoom } from './frame.ts'

interface Asked<W extends Who> {
  actor: W extends 'everyone' ? Actor | null : Actor
  request: Request
  response: Response
}

/** What a page shows: a template of `templates/web` with its data, or where to go instead. */
export type Shown =
  | { template: string; title: string; data: object; script?: string; stylesheet?: string }
  | { redirect: string }

export interface Page {
  path: string
  who: Who
  /** Has a form that no script sends: a browser that hides where it comes from would be refused. */
  plainForms?: boolean
  show(asked: Asked<Who>): Promise<Shown>
}

/** Declares a page: its path as Express writes it, who may open it, and what it shows. */
export const page = <const W extends Who>(declaration: {
  path: string
  who: W
  plainForms?: boolean
  show(asked: Asked<W>): Promise<Shown>
}): Page => declaration

/** The `:id` of a page's path. A malformed one is a page that does not exist. */
export const idOf = (request: Request) => {
  const given = id.safeParse(request.params.id)
  if (!given.success) throw notFound()
  return given.data
}

/** Sends a template of `templates/web` in the frame of all pages, which shows what is new to the person. */
const sendPage = (
  response: Response,
  { actor, person }: { actor: Actor | null; person: PersonRoom | null },
  shown: Extract<Shown, { template: string }>,
) => {
  const html = renderPage(shown.template, { ...frame(response, actor, shown, person), ...shown.data })
  response.set('Cache-Control', 'no-store').type('html').send(html)
}

const problemTitles: Record<number, string> = {
  401: 'Sign in again',
  403: 'Not yours to do',
  404: 'Nothing here',
  429: 'A little slower, please',
  503: 'Not available right now',
}

/** An error as a page: in words, with the request id, and never telling what exists. */
export const sendProblemPage = (response: Response, problem: Problem) => {
  const { retryAfterSeconds } = problem.extra
  if (retryAfterSeconds) response.set('Retry-After', String(retryAfterSeconds))
  // Not asked for what is new: what failed may be the database.
  sendPage(
    response.status(problem.status),
    { actor: actorOf(response), person: null },
    {
      template: 'problem',
      title: problemTitles[problem.status] ?? 'That did not work',
      data: {
        status: problem.status,
        detail: problem.message,
        isAbsent: problem.status === 404,
        requestId: response.get('X-Request-Id') ?? '',
      },
    },
  )
}

export const servePage =
  (page: Page): RequestHandler =>
  async (request, response) => {
    try {
      const actor = actorOf(response)
      if (page.plainForms) response.set('Referrer-Policy', 'same-origin')
      if (page.who !== 'everyone' && !actor)
        return response.redirect(303, `/sign-in?next=${encodeURIComponent(request.originalUrl)}`)
      // A page of another role does not exist for this one.
      if (actor && Array.isArray(page.who) && !page.who.includes(actor.role)) throw notFound()
      if (actor?.role === 'admin' && page.who !== 'everyone')
        await audit(actor, `page ${page.path}`, request.path)
      const shown = await page.show({ actor, request, response })
      if ('redirect' in shown) response.redirect(303, shown.redirect)
      else sendPage(response, { actor, person: actor && (await personRoom(actor)) }, shown)
    } catch (error) {
      const problem = toProblem(error)
      if (problem.status >= 500) reportFault(error, 'page failed', whereOf(request))
      sendProblemPage(response, problem)
    }
  }
