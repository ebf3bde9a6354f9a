import { categories } from '../preferences/categories.ts'
import { env } from '../env.ts'
import type { Mailing } from './mails.ts'
import type { Group, Line } from './waiting-mails.ts'

/** So many are told in one mail; the rest is counted. */
const mostLines = 25

/** A mail that is about to go, and the line of the feed that says the same. */
export interface Made {
  waitingId: string
  mail: Mailing
  line: Line | undefined
}
type Told = Made & { line: Line }

/** Whether the line says all that its reader has to know. A question with a link of its own, for one, stands alone. */
const isTold = (made: Made): made is Told =>
  made.line !== undefined && (made.mail.urgency === 'grace' || made.mail.template === 'application-progress')

const topicOf = (told: Told[], { category }: Group) => {
  const titles = new Set(told.map(({ line }) => line.jobTitle))
  return (titles.size === 1 && told[0]!.line.jobTitle) || categories[category].label.toLowerCase()
}

const oneOf = (told: Told[], group: Group): Mailing => ({
  userId: group.userId,
  urgency: 'grace',
  key: `updates:${told[0]!.waitingId}`,
  to: told[0]!.mail.to,
  template: 'updates',
  data: {
    topic: topicOf(told, group),
    lines: told.slice(0, mostLines).map(({ line: { title, body, url } }) => ({
      words: title,
      url: `${env().PUBLIC_URL}${url}`,
      ...(body && { detail: body }),
    })),
    more: Math.max(0, told.length - mostLines),
    url: `${env().PUBLIC_URL}/notifications`,
  },
})

/** What goes to one person: several that the feed tells in a line each are one mail of those lines, in their order. */
export const inOneMail = (made: Made[], group: Group): Mailing[] => {
  const told = made.filter(isTold)
  if (told.length < 2) return made.map(({ mail }) => mail)
  return [...made.filter(each => !isTold(each)).map(({ mail }) => mail), oneOf(told, group)]
}
