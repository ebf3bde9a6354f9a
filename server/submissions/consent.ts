interface Terms {
  /** Who submits: the person, and the company in whose name. */
  byName: string
  byCompanyName: string
  jobTitle: string
  companyName: string
  /** How long whoever submits represents the candidate with this employer; 0 is not at all. */
  ownershipDays: number
}

/**
 * What a candidate agrees to by accepting, for this position alone: nobody is put forward on a blanket consent. The words
 * are kept with the submission as they were when it was made.
 */
export const consentText = ({ byName, byCompanyName, jobTitle, companyName, ownershipDays }: Terms) =>
  [
    `I agree that ${byName} of ${byCompanyName} puts me forward to ${companyName} for the position “${jobTitle}”.`,
    `My name, my contact details and my profile may be passed on to ${companyName} for this position and for no other.`,
    ...(ownershipDays
      ? [
          `For ${ownershipDays} days from my agreement on, ${byCompanyName} represents me with ${companyName}.`,
        ]
      : []),
  ].join(' ')
