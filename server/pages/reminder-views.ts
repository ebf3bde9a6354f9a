import type { z } from 'zod'
import { dateWords } from '../../templates/web/words.ts'
import type { Actor } from '../actor.ts'
import { ruleOf } from '../owed/rules.ts'
import type { previewAnswer, settingAnswer } from '../reminders/answers.ts'
import type { explanationAnswer } from '../reminders/explanation-answer.ts'
import { cadenceWords, ruleWords, thenWords } from '../reminders/rule-words.ts'
import type { ownStories } from '../reminders/stories.ts'

type Explanation = z.output<typeof explanationAnswer>
type Sent = Explanation['data'][number]['sent'][number]
type Setting = z.output<typeof settingAnswer>
type Preview = z.output<typeof previewAnswer>

const mailWords = ({ mailed, mail }: Sent) => {
  if (!mailed || !mail) return 'No'
  const words = {
    queued: 'Waiting to be sent',
    sending: 'Being sent',
    sent: 'Sent',
    refused: `Not delivered: ${mail.detail ?? 'refused'}`,
  }
  return words[mail.state]
}

/** An explanation as its page paints it: sentences, and a table of what went out. */
export const explanationView = ({ user, data }: Explanation, actor: Actor) => ({
  isOwn: user.id === actor.id,
  name: user.name,
  zone: user.zone,
  quiet: user.quietHours.from === user.quietHours.to ? null : user.quietHours,
  items: data.map(({ rule, title, url, sentences, sent }) => {
    const [ruleSentence, ...told] = sentences
    return {
      rule,
      title,
      url,
      ruleSentence,
      told,
      sent: sent.map(line => ({
        step: line.step === 0 ? 'Told instead of others' : `Reminder ${line.step}`,
        at: dateWords(new Date(line.at), user.zone),
        inApp: line.inApp ? 'Yes' : 'No',
        mail: mailWords(line),
      })),
    }
  }),
})

/** What there is to explain, as a list of links. */
export const storiesView = (
  stories: Awaited<ReturnType<typeof ownStories>>,
  of?: { applicationId: string },
) => ({
  applicationHref: of ? `/applications/${of.applicationId}` : null,
  lines: stories.map(({ rule, what, subject, user, reminders, at, isOpen }) => ({
    what,
    name: of ? user.name : null,
    href: `/reminders/explain?${new URLSearchParams({ rule, subject, ...(of && { user: user.id }) })}`,
    words: [
      isOpen ? 'waits now' : 'not owed any more',
      reminders ? `reminded ${reminders === 1 ? 'once' : `${reminders} times`}` : 'not reminded',
    ].join(', '),
    at,
  })),
})

const capital = (words: string) => words.charAt(0).toLocaleUpperCase('en') + words.slice(1)

const lineView = ({ rule, clock, usual, own }: Setting, preview: Preview) => {
  const then = thenWords(ruleOf(rule).remind!.escalate)
  return {
    rule,
    what: ruleWords[rule].what,
    who: capital(ruleWords[rule].who),
    usual: `${cadenceWords(rule, ruleOf(rule).remind!)}${then ? `; then it goes to ${then}` : ''}`,
    hasHours: clock !== 'days',
    unit: clock === 'working' ? 'working hours' : 'hours',
    mostAllowed: clock === 'days' ? usual.most : 20,
    usualFirst: usual.firstHours,
    usualEvery: usual.everyHours,
    usualMost: usual.most,
    first: own.firstHours,
    every: own.everyHours,
    most: own.most,
    off: own.off,
    sent: preview.rules.find(each => each.rule === rule)!.present,
  }
}

/** How a company reminds, as its managers set it. */
export const settingsView = (settings: Setting[], preview: Preview) => ({
  lines: settings.map(setting => lineView(setting, preview)),
  total: preview.total.present,
})
