/** The candidate's sentence for each state: coarse, and kind where it is bad news. */
export const progressSentences: Record<string, string> = {
  received: 'Your application is with us again.',
  in_review: 'Your application is being looked at.',
  interviewing: 'Good news: you are through to the interviews. We will be in touch about a time.',
  offer: 'Good news: an offer is being prepared for you.',
  hired: 'Congratulations: the job is yours.',
  not_selected: 'Thank you for your time. This time the choice has fallen on others.',
  withdrawn: 'You have withdrawn your application. While the job is open you can take it up again.',
}
