import { outcomes, type Outcome } from './schema.ts'

/** Why a mail was not taken, to whom it should have come from. Of some nobody is told. */
export const refusalWords: Partial<Record<Outcome, string>> = {
  other_sender:
    'It came from an address that is not the one of your account. Answer from the address at which you get our mails.',
  failed_checks:
    'Mail servers found that it may not have been sent by you: its sender could not be confirmed. If it was you, write your answer on the site.',
  no_access: 'You cannot write in this thread, or not any more.',
  closed: 'Nothing can be said in this thread at the moment.',
  empty:
    'We found nothing in it that you wrote yourself. Write above the mail that you answer. Files alone are not taken.',
  too_long:
    'It is too long: a message has at most 4,000 characters. Write it on the site in several, or shorter.',
  too_many:
    'More answers came in an hour than a person writes, as if a machine of yours answered our mails. Write on the site.',
}

/** What became of a mail, for whoever sent it to try it out. */
export const outcomeWords = (outcome: unknown): string | null => {
  const known = outcomes.find(each => each === outcome)
  if (!known) return null
  if (known === 'taken') return 'Taken: it stands in the thread.'
  return `Not taken (${known}). ${refusalWords[known] ?? ''}`.trim()
}
