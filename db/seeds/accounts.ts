import type { Role } from '../entities/user.ts'

export const demoPassword = 'hirewire-demo'

/** The companies of the demo, by a short name. */
export type DemoCompany = 'staffing' | 'grid' | 'bank' | 'agency'

export interface DemoAccount {
  email: string
  name: string
  role: Role
  company?: DemoCompany
  /** What to sign in as this person for, in a few words. */
  hint: string
}

/** Everybody who can sign in to the demo. All of them have `demoPassword`. */
export const demoAccounts: readonly DemoAccount[] = [
  {
    email: 'recruiter@hirewire.example',
    name: 'Maya Okafor',
    role: 'recruiter',
    company: 'staffing',
    hint: 'Works the fullest board: move, rank, reject, propose',
  },
  {
    email: 'recruiter2@hirewire.example',
    name: 'Tomás Rivera',
    role: 'recruiter',
    company: 'staffing',
    hint: 'The same board from a second chair: watch moves arrive',
  },
  {
    email: 'client@hirewire.example',
    name: 'Clara Brandt',
    role: 'client',
    company: 'grid',
    hint: 'Hiring manager at Kestrel Grid: decides on the shortlist, sits in interviews',
  },
  {
    email: 'client2@hirewire.example',
    name: 'Declan Byrne',
    role: 'client',
    company: 'bank',
    hint: 'Hiring manager at Alder & Finch: a blind shortlist, without names',
  },
  {
    email: 'manager@hirewire.example',
    name: 'Ingrid Solberg',
    role: 'manager',
    company: 'staffing',
    hint: 'Approves the posting that waits, assigns recruiters, reviews terms',
  },
  {
    email: 'interviewer@hirewire.example',
    name: 'Yusuf Demir',
    role: 'interviewer',
    company: 'grid',
    hint: 'Sits in interviews and gives feedback; sees only those applications',
  },
  {
    email: 'agency@hirewire.example',
    name: 'Helena Duarte',
    role: 'agency',
    company: 'agency',
    hint: 'Puts candidates forward, and sees how far each has come',
  },
  {
    email: 'candidate@hirewire.example',
    name: 'Jonas Weber',
    role: 'candidate',
    hint: 'Has an interview, and was put forward for another job',
  },
  {
    email: 'candidate2@hirewire.example',
    name: 'Łucja Nowak',
    role: 'candidate',
    hint: 'Follows two applications, at two employers',
  },
  {
    email: 'admin@hirewire.example',
    name: 'Ada Lindqvist',
    role: 'admin',
    hint: 'Sees everything, and every look is written down',
  },
]
