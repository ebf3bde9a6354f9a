import type { Stage } from '../entities/application.ts'

/** Where a candidate is to stand on a board, and since how many days nothing has happened to the card. */
export interface CardPlan {
  who: string
  stage: Stage
  days: number
  /** The stage that a rejected or withdrawn one left. */
  from?: Stage
  /** It was proposed to the client, who takes it from there. */
  proposed?: true
  /** Who put the candidate forward, if somebody did. */
  via?: 'recruiter' | 'agency'
  /** What a rejection gave as its reason. */
  reason?: string
  /** Expected yearly salary, in whole euros. */
  euros?: number
  noticeDays?: number
}

/** Kestrel Grid's backend engineers, each column from the top. */
export const gridBoard: CardPlan[] = [
  { who: 'rohan.mehta', stage: 'applied', days: 0, euros: 62_000, noticeDays: 60 },
  { who: 'noa.levi', stage: 'applied', days: 1, euros: 98_000, noticeDays: 30 },
  { who: 'leilani.kealoha', stage: 'applied', days: 2, via: 'agency', euros: 84_000, noticeDays: 14 },
  { who: 'tariq.hassan', stage: 'applied', days: 4, euros: 54_000, noticeDays: 30 },
  { who: 'samuel.adeyemi', stage: 'applied', days: 6, euros: 66_000 },
  { who: 'gabor.szabo', stage: 'applied', days: 9, noticeDays: 90 },

  { who: 'athina.papadopoulou', stage: 'screening', days: 1, proposed: true, euros: 82_000, noticeDays: 30 },
  { who: 'sinead.obrien', stage: 'screening', days: 3, proposed: true, euros: 91_000, noticeDays: 60 },
  {
    who: 'minjun.park',
    stage: 'screening',
    days: 5,
    proposed: true,
    via: 'agency',
    euros: 76_000,
    noticeDays: 30,
  },
  { who: 'candidate2', stage: 'screening', days: 1, euros: 78_000, noticeDays: 30 },
  { who: 'kwame.asante', stage: 'screening', days: 4, via: 'recruiter', euros: 72_000, noticeDays: 30 },
  { who: 'dragan.petrovic', stage: 'screening', days: 8, noticeDays: 90 },

  { who: 'candidate', stage: 'interview', days: 2, proposed: true, euros: 86_000, noticeDays: 60 },
  {
    who: 'zeynep.aydin',
    stage: 'interview',
    days: 1,
    proposed: true,
    via: 'agency',
    euros: 80_000,
    noticeDays: 30,
  },
  {
    who: 'ines.carvalho',
    stage: 'interview',
    days: 6,
    proposed: true,
    via: 'recruiter',
    euros: 79_000,
    noticeDays: 30,
  },
  { who: 'oleksandr.koval', stage: 'interview', days: 10, euros: 95_000, noticeDays: 0 },

  { who: 'amara.diallo', stage: 'offer', days: 2, proposed: true, euros: 112_000, noticeDays: 90 },
  { who: 'thora.jonsdottir', stage: 'offer', days: 5, proposed: true, euros: 118_000, noticeDays: 90 },

  {
    who: 'freja.mikkelsen',
    stage: 'hired',
    days: 7,
    proposed: true,
    via: 'agency',
    euros: 96_000,
    noticeDays: 30,
  },

  {
    who: 'hana.novakova',
    stage: 'rejected',
    from: 'screening',
    days: 13,
    proposed: true,
    via: 'agency',
    reason: 'A careful engineer, but we need somebody who has run streaming systems in production.',
    euros: 70_000,
    noticeDays: 60,
  },
  {
    who: 'mateo.quispe',
    stage: 'rejected',
    from: 'applied',
    days: 17,
    reason: 'Strong on mobile, little work on databases so far. Asked to keep in touch for the app team.',
    euros: 68_000,
  },
  {
    who: 'piotr.zielinski',
    stage: 'rejected',
    from: 'interview',
    days: 21,
    proposed: true,
    reason:
      'Good conversation. The panel missed depth in data modelling; we would gladly meet again in a year.',
    euros: 64_000,
    noticeDays: 30,
  },
  { who: 'marit.vandenberg', stage: 'withdrawn', from: 'interview', days: 15, proposed: true, euros: 99_000 },
  { who: 'thuha.nguyen', stage: 'withdrawn', from: 'screening', days: 26, euros: 65_000, noticeDays: 30 },
]

/** Alder & Finch's designers. The client reads this shortlist without names. */
export const bankBoard: CardPlan[] = [
  { who: 'grace.wanjiru', stage: 'applied', days: 0, euros: 71_000, noticeDays: 30 },
  { who: 'candidate2', stage: 'applied', days: 2, euros: 76_000, noticeDays: 30 },
  { who: 'diego.salazar', stage: 'applied', days: 3, euros: 60_000, noticeDays: 30 },
  { who: 'emil.lindholm', stage: 'applied', days: 8, euros: 44_000, noticeDays: 14 },

  { who: 'thandiwe.mokoena', stage: 'screening', days: 1, proposed: true, euros: 69_000, noticeDays: 30 },
  { who: 'aiko.yamamoto', stage: 'screening', days: 2, proposed: true, euros: 78_000, noticeDays: 60 },
  { who: 'chiara.ferrante', stage: 'screening', days: 4, proposed: true, euros: 62_000, noticeDays: 60 },
  { who: 'lucas.moreau', stage: 'screening', days: 6, proposed: true, euros: 58_000, noticeDays: 90 },
  { who: 'priya.raman', stage: 'screening', days: 1, via: 'recruiter', euros: 52_000, noticeDays: 60 },
  { who: 'yara.haddad', stage: 'screening', days: 5, euros: 56_000 },

  { who: 'beatriz.souza', stage: 'interview', days: 1, proposed: true, euros: 73_000, noticeDays: 30 },
  { who: 'fatima.elamrani', stage: 'interview', days: 5, proposed: true, euros: 67_000, noticeDays: 30 },
  { who: 'callum.fraser', stage: 'interview', days: 9, proposed: true, euros: 88_000, noticeDays: 90 },

  { who: 'anneli.saar', stage: 'hired', days: 11, proposed: true, euros: 92_000, noticeDays: 60 },

  {
    who: 'xuemei.li',
    stage: 'rejected',
    from: 'screening',
    days: 14,
    proposed: true,
    reason: 'Mostly marketing sites. We need product work in a regulated field.',
    euros: 57_000,
    noticeDays: 30,
  },
  {
    who: 'ioana.dumitrescu',
    stage: 'rejected',
    from: 'applied',
    days: 19,
    reason: 'Looks for a fully remote role; this one is three days a week in Dublin.',
    euros: 66_000,
    noticeDays: 30,
  },
  { who: 'sofia.ibarra', stage: 'withdrawn', from: 'interview', days: 23, proposed: true, euros: 70_000 },
]
