import type { z } from 'zod'
import { moneyWords } from '../../templates/web/words.ts'
import type { applicationAnswer } from '../applications/answers.ts'

export type Application = z.output<typeof applicationAnswer>

interface Fact {
  label: string
  value?: string
  list?: string[]
  href?: string
}

const sources: Record<string, string> = {
  direct: 'Applied directly',
  recruiter: 'Put forward by a recruiter',
  agency: 'Put forward by an agency',
}
const shortlists: Record<string, string> = {
  proposed: 'Waits for the client’s decision',
  approved: 'Approved by the client',
  rejected: 'Declined',
}
const clientShortlists: Record<string, string> = {
  proposed: 'Waits for your decision',
  approved: 'Approved',
  rejected: 'Declined',
}

const counted = (count: number | null | undefined, unit: string) =>
  typeof count === 'number' ? `${count} ${unit}${count === 1 ? '' : 's'}` : undefined

const fact = (label: string, value: string | null | undefined, href?: string): Fact[] =>
  value ? [{ label, value, ...(href && { href }) }] : []
const listed = (label: string, list: string[] | undefined): Fact[] => (list?.length ? [{ label, list }] : [])

/** Only what is in the payload has a line: another audience's page has others, not empty ones. */
export const factsOf = ({ candidate, ...application }: Application, isClient: boolean): Fact[] => [
  ...fact('Headline', candidate?.headline),
  ...fact('E-mail', candidate?.email, `mailto:${candidate?.email}`),
  ...fact('Experience', counted(candidate?.experienceYears, 'year') ?? candidate?.experience),
  ...listed('Skills', candidate?.skills),
  ...fact('Expected salary', application.expectedSalary && moneyWords(application.expectedSalary)),
  ...fact('Notice period', counted(application.noticePeriodDays, 'day')),
  ...fact('Source', sources[application.source ?? '']),
  ...fact('Shortlist', (isClient ? clientShortlists : shortlists)[application.shortlist ?? '']),
]
