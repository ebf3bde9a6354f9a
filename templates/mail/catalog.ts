import { z } from 'zod'

// Line breaks in a subject would be header injection; bidirectional overrides make a name read as something else.
// Joiners stay: Persian names and emoji need them.
const breaking = /[\p{Cc}\u2028\u2029]+/gu
const overriding = /[\u202a-\u202e\u2066-\u2069]/g

const clip = (text: string, most: number) => {
  const characters = [...text]
  if (characters.length <= most) return text
  const start = characters.slice(0, most - 1).join('')
  return `${start.trimEnd()}…`
}

const oneLine = (text: string, most: number) =>
  clip(text.replace(breaking, ' ').replace(overriding, '').replace(/\s+/g, ' ').trim(), most)

/** One line of words that somebody typed: never empty, cut rather than refused when long. */
const line = z
  .string()
  .transform(text => oneLine(text, 120))
  .pipe(z.string().min(1))

/** Words that may run over several lines, as a reason does. */
const paragraph = z
  .string()
  .transform(text => clip(text.replace(overriding, '').trim(), 2000))
  .pipe(z.string().min(1))

/** A link that a browser may follow; escaping alone would let `javascript:` through. */
const link = z.url({ protocol: /^https?$/ })

const count = z.number().int().positive()

/** At the foot of what a person may switch off: where to choose, and where to leave this kind of it without signing in. */
const optional = { settingsUrl: link.optional(), unsubscribeUrl: link.optional() }

const mail = <Shape extends z.ZodRawShape>(
  shape: Shape,
  subject: (data: z.output<z.ZodObject<Shape, z.core.$strict>>) => string,
) => z.strictObject(shape).transform(data => ({ ...data, subject: oneLine(subject(data), 150) }))

/** A fact with what it is called. */
const named = z.strictObject({ label: line, value: line })

/** What the mails about an interview say. Times are words, in the reader's zone and naming it. */
const interview = {
  title: line,
  sentence: paragraph,
  facts: z.array(named),
  joinUrl: link.optional(),
  /** For the panel. */
  note: paragraph.optional(),
  because: line,
  url: link,
  ...optional,
}

/** Something in a list, with where it leads, and in smaller words when it was. */
const item = z.strictObject({ words: line, url: link, detail: line })
/** How many there are besides those that are listed. */
const rest = z.number().int().nonnegative()

/** One thing that waits; `since` in words. */
const waitingItem = { title: line, job: line.optional(), since: line.optional(), url: link }

/**
 * Every mail: its data and its subject. The words are in the `.hbs` file of the same name.
 *
 * Minutes and days are whole numbers, `url` is absolute. `application-progress` goes to the candidate: its label and
 * sentence are the coarse words candidates may see, never a stage.
 */
export const mails = {
  'verification-code': mail(
    { name: line.optional(), code: z.string().regex(/^[0-9A-Z]{4,12}$/i), minutes: count },
    () => 'Your Hirewire verification code',
  ),
  'reset-password': mail({ name: line, url: link, minutes: count }, () => 'Choose a new Hirewire password'),
  'account-exists': mail({ name: line, url: link }, () => 'You have a Hirewire account already'),
  'password-changed': mail({ name: line }, () => 'Your Hirewire password was changed'),
  invitation: mail(
    { inviterName: line, companyName: line.optional(), roleLabel: line, url: link, days: count },
    ({ inviterName, companyName }) =>
      `${inviterName} invites you to ${companyName ? `${companyName} on Hirewire` : 'Hirewire'}`,
  ),
  'application-received': mail(
    { jobTitle: line, companyName: line, url: link, ...optional },
    ({ jobTitle, companyName }) => `We have your application: ${jobTitle} at ${companyName}`,
  ),
  'application-new': mail(
    { candidateName: line, jobTitle: line, url: link, ...optional },
    ({ candidateName, jobTitle }) => `New application: ${candidateName} for ${jobTitle}`,
  ),
  'application-progress': mail(
    { jobTitle: line, companyName: line, progressLabel: line, sentence: paragraph, url: link, ...optional },
    ({ jobTitle, companyName }) => `News on your application: ${jobTitle} at ${companyName}`,
  ),
  /** To the staff: whatever became of it. */
  'application-moved': mail(
    {
      headline: line,
      sentence: paragraph,
      jobTitle: line,
      reason: paragraph.optional(),
      url: link,
      ...optional,
    },
    ({ headline, jobTitle }) => `${headline}: ${jobTitle}`,
  ),
  'submission-proposed': mail(
    {
      byName: line,
      byCompanyName: line,
      jobTitle: line,
      companyName: line,
      isNew: z.boolean(),
      url: link,
      days: count,
      ...optional,
    },
    ({ byName, jobTitle, companyName }) => `${byName} would put you forward: ${jobTitle} at ${companyName}`,
  ),
  'submission-answered': mail(
    {
      candidateName: line,
      jobTitle: line,
      decision: z.enum(['accepted', 'declined']),
      reason: paragraph.optional(),
      url: link,
      ...optional,
    },
    ({ candidateName, decision, jobTitle }) => `${candidateName} ${decision}: ${jobTitle}`,
  ),
  'interview-slots': mail(
    { ...interview, slots: z.array(line).min(1) },
    ({ title }) => `Please choose a time: ${title}`,
  ),
  'interview-invitation': mail(
    { ...interview, when: line },
    ({ title, when }) => `Interview on ${when}: ${title}`,
  ),
  'interview-changed': mail(
    { ...interview, when: line },
    ({ title, when }) => `Changed, now on ${when}: ${title}`,
  ),
  'interview-cancelled': mail(
    { title: line, sentence: paragraph, because: line, url: link, ...optional },
    ({ title }) => `Cancelled: ${title}`,
  ),
  'invoice-issued': mail(
    {
      number: line,
      sellerName: line,
      candidateName: line,
      jobTitle: line,
      amount: line,
      due: line,
      /** It was due before it came. */
      wasDue: z.boolean().optional(),
      /** That it comes later than agreed. */
      late: paragraph.optional(),
      /** Where it is to be paid to: name, account and reference. */
      payment: z.array(named).min(1),
      url: link,
    },
    ({ number, sellerName, amount, due, wasDue }) =>
      `Invoice ${number} from ${sellerName}: ${amount}, ${wasDue ? 'was due' : 'due'} ${due}`,
  ),
  'credit-note-issued': mail(
    {
      number: line,
      invoiceNumber: line,
      sellerName: line,
      candidateName: line,
      jobTitle: line,
      amount: line,
      why: paragraph,
      /** What is left of the invoice, in words. */
      left: line,
      url: link,
    },
    ({ number, sellerName, amount, invoiceNumber }) =>
      `Credit note ${number} from ${sellerName}: ${amount} for invoice ${invoiceNumber}`,
  ),
  /** What is new, in words that are made where it is told: for all that needs no template of its own. */
  news: mail(
    {
      title: line,
      sentence: paragraph.optional(),
      facts: z.array(z.strictObject({ label: line, value: paragraph })),
      /** On the button. */
      label: line,
      url: link,
      because: line,
      ...optional,
    },
    ({ title }) => title,
  ),
  /** Several news that came close together, each in a line. */
  updates: mail(
    {
      /** The job, where they are all of one; otherwise what kind of news they are. */
      topic: line,
      lines: z.array(item.partial({ detail: true })).min(2),
      more: rest,
      url: link,
      ...optional,
    },
    ({ topic, lines, more }) => `${lines.length + more} updates on ${topic}`,
  ),
  /** Messages that somebody has not read: their Markdown as HTML that is safe to show. */
  'thread-messages': mail(
    {
      topic: line,
      jobTitle: line,
      companyName: line,
      /** How many are not shown here. */
      earlier: z.int().min(0),
      messages: z.array(z.strictObject({ by: line, at: line, html: z.string() })).min(1),
      zone: line,
      /** What stands above it all, if it can be answered by mail. */
      reply: z.strictObject({ hint: line, marker: line }).optional(),
      url: link,
      because: line,
      ...optional,
    },
    // Always the same for one thread: mail programs keep together what is called alike.
    ({ topic, jobTitle }) => (topic.includes(jobTitle) ? topic : `${topic}, ${jobTitle}`),
  ),
  'posting-approval': mail(
    { jobTitle: line, companyName: line, url: link, ...optional },
    ({ jobTitle, companyName }) => `Please review: ${jobTitle} for ${companyName}`,
  ),
  'posting-decision': mail(
    {
      jobTitle: line,
      decision: z.enum(['approved', 'returned']),
      reason: paragraph.optional(),
      url: link,
      ...optional,
    },
    ({ jobTitle, decision }) =>
      decision === 'approved' ? `Approved: ${jobTitle}` : `Returned to you: ${jobTitle}`,
  ),
  digest: mail(
    {
      name: line,
      weekly: z.boolean(),
      waiting: z.array(item),
      moreWaiting: rest,
      postings: z.array(z.strictObject({ title: line, lines: z.array(item).min(1) })),
      moreNews: rest,
      unread: rest,
      url: link,
      ...optional,
    },
    ({ waiting, moreWaiting, unread }) => {
      const waits = waiting.length + moreWaiting
      return [
        ...(waits ? [`${waits} ${waits === 1 ? 'thing waits' : 'things wait'} for you`] : []),
        ...(unread ? [`${unread} unread`] : []),
      ].join(', ')
    },
  ),
  reminder: mail(
    {
      heading: line,
      own: z.array(z.strictObject(waitingItem)),
      late: z.array(z.strictObject({ ...waitingItem, reminded: line.optional() })),
      /** How many more than those there are. */
      more: z.int().nonnegative(),
      url: link,
      /** Where it says why it came. */
      whyUrl: link,
      ...optional,
    },
    ({ heading }) => heading,
  ),
}

/** The name of a mail, which is also the name of its file. */
export type MailTemplate = keyof typeof mails

/** What a mail must be given. */
export type MailData<Template extends MailTemplate> = z.input<(typeof mails)[Template]>
