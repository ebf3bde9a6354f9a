import type { Listener, Wires } from '../support/wires.ts'
import type { Cast, Role } from './together-cast.ts'
import { money, words } from './together-words.ts'

/** A sum as it stands in JSON, in minor units, and as people write it: 98,761,234 is also €987,612.34. */
const sum = (minor: number) => {
  const [whole, cents] = [String(Math.floor(minor / 100)), String(minor % 100).padStart(2, '0')]
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '[.,\\s\u00a0\u202f’]?')
  return new RegExp(`(?<!\\d)${grouped}[.,]?(${cents})?(?!\\d)`)
}

const staff: Role[] = ['manager', 'recruiter', 'sibling']
const clients: Role[] = ['client', 'siblingClient']
const panel: Role[] = ['interviewer', 'fellow']

interface Secret {
  secret: string | RegExp
  /** Those who read it somewhere: so it is known to be in the story at all. */
  readers: Role[]
  /** Those who may have, at some time. Nobody else does. */
  may?: Role[]
  /** It stands in the directory of candidates, which every staffing company has: who they are, not how to reach them. */
  listed?: true
}

const directories: Role[] = ['outsideManager', 'outsideRecruiter']

/** Who may read what, by the words of the domain. Everybody who is not named must not have it anywhere. */
export const secrets: Record<string, Secret> = {
  name: {
    listed: true,
    secret: words.name,
    readers: [...staff, ...clients, ...panel, 'candidate'],
    may: ['decliner', 'link'],
  },
  // A blind shortlist keeps those whom the client declined for good.
  secondName: { listed: true, secret: words.secondName, readers: [...staff, 'agency', 'second'] },
  email: { secret: words.email, readers: [...staff, 'candidate'] },
  secondEmail: { secret: words.secondEmail, readers: [...staff, 'agency', 'second'] },
  phone: { secret: words.phone, readers: [...staff, 'candidate'] },
  location: { listed: true, secret: words.location, readers: [...staff, 'candidate'] },
  letter: { secret: words.letter, readers: [...staff, ...clients, ...panel, 'candidate'], may: ['link'] },
  expected: { secret: sum(money.expected), readers: [...staff, 'candidate'] },
  submissionNote: { secret: words.submissionNote, readers: staff },
  agencyNote: { secret: words.agencyNote, readers: [...staff, 'agency'] },
  staffReason: { secret: words.staffReason, readers: staff },
  clientReason: { secret: words.clientReason, readers: [...staff, ...clients], may: ['link'] },
  interviewNote: { secret: words.interviewNote, readers: [...staff, ...panel], may: ['decliner'] },
  panelReason: { secret: words.panelReason, readers: staff, may: ['decliner'] },
  cancelReason: { secret: words.cancelReason, readers: staff },
  remark: { secret: words.remark, readers: [...staff, ...clients, ...panel] },
  scoreRemark: { secret: words.scoreRemark, readers: [...staff, ...clients, ...panel] },
  fellowRemark: { secret: words.fellowRemark, readers: [...staff, ...clients, ...panel] },
  discussion: { secret: words.discussion, readers: [...staff, ...clients, ...panel] },
  talk: { secret: words.talk, readers: [...staff, 'candidate'] },
  negotiation: { secret: words.negotiation, readers: [...staff, ...clients] },
  deleted: { secret: words.deleted, readers: ['recruiter'], may: [...staff, ...clients, ...panel] },
  fee: { secret: sum(money.fee), readers: [...staff, ...clients] },
  returned: { secret: words.returned, readers: staff },
  termsReason: { secret: words.termsReason, readers: [...staff, ...clients] },
  offered: { secret: sum(money.offered), readers: [...staff, 'candidate'] },
  countered: { secret: sum(money.countered), readers: [...staff, 'candidate'] },
  offerNote: { secret: words.offerNote, readers: [...staff, 'candidate'] },
  // The employer reads in the placement what was agreed with the person.
  agreed: { secret: sum(money.agreed), readers: [...staff, ...clients, 'candidate'] },
}
export type SecretName = keyof typeof secrets

/** Which of these secrets reached somebody by now, and how. */
export const known = (wires: Wires, who: Listener, names: SecretName[]) =>
  names.flatMap(name => wires.waysOf(who, secrets[name]!.secret).map(way => `${name} by ${way}`))

/** Every secret that reached somebody who may not read it, and every one that did not reach a reader. */
export const judge = (wires: Wires, cast: Cast) => {
  const leaked: string[] = []
  const missing: string[] = []
  for (const [name, { secret, readers, may = [], listed }] of Object.entries(secrets))
    for (const [role, who] of Object.entries(cast) as [Role, Listener][]) {
      const isListed = (way: string) =>
        listed && directories.includes(role) && way.startsWith('GET /candidates')
      const ways = wires.waysOf(who, secret).filter(way => !isListed(way))
      if (readers.includes(role) && !ways.length) missing.push(`${name} to the ${role}`)
      if (readers.includes(role) || may.includes(role)) continue
      leaked.push(...new Set(ways.map(way => `${name} to the ${role} by ${way}`)))
    }
  return { leaked, missing }
}
