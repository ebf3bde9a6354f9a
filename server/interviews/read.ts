import type { Actor } from '../actor.ts'
import { showInterview, showLine } from './presenter.ts'
import { findInterview, findInterviewed } from './queries.ts'

export const readInterview = async (actor: Actor, id: string) => {
  const { interview, application } = await findInterview(actor, id)
  return showLine(actor, interview, application)
}

/** All interviews of an application in one page, in the order they were made: there is a handful. */
export const readInterviews = async (actor: Actor, applicationId: string) => {
  const { interviews } = await findInterviewed(actor, applicationId)
  return { data: interviews.map(row => showInterview(actor, row)), page: { nextCursor: null } }
}
