import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { inline } from '@css-inline/css-inline'
import Handlebars from 'handlebars'
import { z } from 'zod'
import { helpers } from './helpers.ts'
import { mails, type MailData, type MailTemplate } from './mail/catalog.ts'
import { toText } from './mail/text.ts'

type Compiled = { mtimeMs: number; run: Handlebars.TemplateDelegate }

const folder = import.meta.dirname
const handlebars = Handlebars.create()
handlebars.registerHelper(helpers)

const cache = new Map<string, Compiled>()
let watching = false
let partialsRead = false

const compiled = (path: string) => {
  const known = cache.get(path)
  if (known && !watching) return known.run
  const { mtimeMs } = statSync(path)
  if (known?.mtimeMs === mtimeMs) return known.run
  // Indenting a partial would also indent what stands in a <textarea> or <pre>.
  const run = handlebars.compile<unknown>(readFileSync(path, 'utf8'), { strict: true, preventIndent: true })
  cache.set(path, { mtimeMs, run })
  return run
}

const readPartials = () => {
  if (partialsRead && !watching) return
  const partials = join(folder, 'partials')
  for (const file of readdirSync(partials).filter(name => name.endsWith('.hbs')))
    handlebars.registerPartial(basename(file, '.hbs'), compiled(join(partials, file)))
  partialsRead = true
}

const render = (path: string, data: object) => {
  readPartials()
  return compiled(join(folder, `${path}.hbs`))(data)
}

/** For development: looks at each file's time before a render, and reads again what was changed. */
export const watchTemplates = (on = true): void => {
  watching = on
}

/**
 * Renders `templates/web/{name}.hbs`. The data is plain objects from presenters: entities render as nothing.
 * @throws when the template names something that the data has not
 */
export const renderPage = (name: string, data: object): string => render(`web/${name}`, data)

/**
 * Renders a mail from the catalog: a subject of one line, HTML with its styles inlined, and text that stands alone.
 * @throws with every missing or wrong field, so that no mail goes out with a hole in it
 */
export const renderMail = <Template extends MailTemplate>(
  template: Template,
  data: MailData<Template>,
): { subject: string; html: string; text: string } => {
  const checked = mails[template].safeParse(data)
  if (!checked.success)
    throw new Error(`Mail ${template} lacks data\n${z.prettifyError(checked.error)}`, {
      cause: checked.error,
    })
  const html = render(`mail/${template}`, checked.data)
  return {
    subject: checked.data.subject,
    html: inline(html, { loadRemoteStylesheets: false }),
    text: toText(html),
  }
}
