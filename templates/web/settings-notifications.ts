import { handleForm, post, remove, type Values } from './forms.ts'
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
showDigest()
handleForm(form, {
  request,
  done: async () => {
    toast('Saved.', { tone: 'good' })
    await refreshPage()
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
