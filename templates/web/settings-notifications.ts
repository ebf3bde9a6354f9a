import type { Preferences } from '../../server/preferences/presenter.ts'
import { handleForm, post, remove, type Values } from './forms.ts'
import { joinPersonRoom } from './person-room.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'
import { offerZones } from './zones.ts'

/** What somebody hears of, where and when: saved as a whole. */

const form = document.querySelector<HTMLFormElement>('#preferences')!
const digest = form.querySelector<HTMLSelectElement>('#digest')!
const said = document.getElementById('said')!

/** The categories that can be chosen, by their mail's field. */
const categories = [...form.querySelectorAll<HTMLSelectElement>('select[name^="channels."]')].map(
  ({ name }) => name.split('.')[1]!,
)

const request = (values: Values) => ({
  method: 'PUT' as const,
  url: '/api/me/preferences',
  body: {
    zone: values.zone,
    quietFrom: values.quietFrom,
    quietTo: values.quietTo,
    digest: values.digest,
    digestHour: Number(values.digestHour),
    digestWeekday: Number(values.digestWeekday),
    channels: Object.fromEntries(
      categories.map(name => [
        name,
        // A box that is not ticked is not in a form's values.
        { inApp: `channels.${name}.inApp` in values, mail: values[`channels.${name}.mail`] },
      ]),
    ),
  },
})

const showDigest = () => {
  const isOff = digest.value === 'off'
  form.querySelector<HTMLElement>('[data-part="weekday"]')!.hidden = digest.value !== 'weekly'
  form.querySelector<HTMLElement>('[data-part="hour"]')!.hidden = isOff
  const isUsed = form.querySelector('select[name^="channels."] option[value="digest"]:checked') !== null
  document.getElementById('lost-digest')!.hidden = !(isOff && isUsed)
}

offerZones(form.querySelector('datalist')!)
form.addEventListener('change', showDigest)
form.addEventListener('input', () => (form.dataset.typed = ''))
showDigest()
handleForm(form, {
  request,
  done: async () => {
    delete form.dataset.typed
    toast('Saved.', { tone: 'good' })
    await refreshPage()
  },
})

const isBox = (field: HTMLElement): field is HTMLInputElement =>
  field instanceof HTMLInputElement && field.type === 'checkbox'

/** Puts into each field what was chosen: `channels.messages.mail` is a path into it. */
const fill = (own: Preferences) => {
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]')) {
    const value = field.name
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], own)
    if (isBox(field)) field.checked = value === true
    else field.value = String(value)
  }
  showDigest()
}

/** They chose in another window, or by a link in a mail: it is shown here too, unless they are at it here. */
const follow = async () => {
  await refreshPage()
  const answer = await fetch('/api/me/preferences').catch(() => null)
  if (answer?.ok && !('typed' in form.dataset)) fill((await answer.json()) as Preferences)
}

joinPersonRoom({
  onState: (_state, event) => {
    if (event?.type === 'user.updated') void follow()
  },
})

const unmute = async (button: HTMLButtonElement) => {
  button.disabled = true
  const answer = await remove(`/api/jobs/${button.dataset.unmute}/mute`)
  button.disabled = false
  if (!answer.ok) return toast(answer.problem.detail, { tone: 'bad' })
  said.textContent = `Done: ${button.ariaLabel}.`
  await refreshPage()
  const next = document.querySelector<HTMLElement>('[data-unmute]') ?? document.querySelector('h1')!
  next.focus()
}

const tryAgain = async (button: HTMLButtonElement) => {
  button.disabled = true
  const answer = await post('/api/me/mail/reactivate')
  button.disabled = false
  if (!answer.ok) return toast(answer.problem.detail, { tone: 'bad' })
  toast('The next mail goes to your address again.', { tone: 'good' })
  await refreshPage()
  document.querySelector('h1')!.focus()
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null
  if (button?.dataset.unmute) void unmute(button)
  if (button && 'tryAgain' in button.dataset) void tryAgain(button)
})
