import type { Category, MailStream } from '../../db/tables.ts'

/** Where news of a category comes: into the feed, and by mail at once, in the digest, or not at all. */
export interface Channels {
  inApp: boolean
  mail: 'now' | 'digest' | 'off'
}

interface CategoryKind {
  label: string
  /** What it is, to whoever decides about it. */
  about: string
  usual: Channels
  /** Nobody can do without it. */
  isFixed?: true
  stream: MailStream
}

const usual: Channels = { inApp: true, mail: 'now' }

/** All news by what it is about, in the order in which people choose. */
export const categories = {
  security: {
    label: 'Your account',
    about: 'Codes, passwords, and who signs in as you.',
    usual,
    isFixed: true,
    stream: 'outbound',
  },
  reminders: { label: 'Reminders', about: 'What waits for you to do it.', usual, stream: 'outbound' },
  interviews: {
    label: 'Interviews',
    about: 'Times, changes and feedback. A change within twelve hours always comes.',
    usual,
    stream: 'outbound',
  },
  messages: {
    label: 'Messages',
    about: 'What is written to you, and mentions.',
    usual,
    stream: 'outbound',
  },
  applications: {
    label: 'Applications',
    about: 'Who applied, was put forward, moved or decided.',
    usual,
    stream: 'outbound',
  },
  offers: {
    label: 'Offers and terms',
    about: 'What is on the table, and what was agreed.',
    usual,
    stream: 'outbound',
  },
  placements: {
    label: 'Placements',
    about: 'Hires, joining dates, and who left.',
    usual,
    stream: 'outbound',
  },
  invoices: {
    label: 'Invoices',
    about: 'Invoices and credit notes themselves always come.',
    usual,
    isFixed: true,
    stream: 'outbound',
  },
  jobs: { label: 'Jobs', about: 'Approvals and assignments.', usual, stream: 'outbound' },
  tips: { label: 'Tips', about: 'What would make your profile better.', usual, stream: 'broadcast' },
} as const satisfies Record<Category, CategoryKind>

export const categoryNames = Object.keys(categories) as Category[]

/** Whether nobody can do without news of this category. */
export const isFixed = (category: Category) => 'isFixed' in categories[category]

/** What mail can be about, and be left: news of one category, or the digest of them all. */
export const mailings = {
  ...categories,
  digest: {
    label: 'Digest',
    about: 'What is unread, once a day or a week.',
    stream: 'broadcast',
  },
} as const
export type MailingName = keyof typeof mailings
export const mailingNames = Object.keys(mailings) as MailingName[]

/** By the first part of an event's name. */
const ofFeature: Record<string, Category> = {
  application: 'applications',
  shortlist: 'applications',
  submission: 'applications',
  interview: 'interviews',
  feedback: 'interviews',
  thread: 'messages',
  proposal: 'offers',
  placement: 'placements',
  invoice: 'invoices',
  job: 'jobs',
  reminder: 'reminders',
  tip: 'tips',
}

/** What an event is about, for whoever chooses what to hear of. */
export const categoryOf = (event: string): Category => {
  const category = ofFeature[event.split('.', 1)[0]!]
  if (!category) throw new Error(`Of which category is ${event}?`)
  return category
}
