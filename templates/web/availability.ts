import { now } from './clock.ts'
import { handleForm, send } from './forms.ts'
import { refreshPage } from './refresh.ts'
import { toast } from './toast.ts'
import { deviceZone } from './zones.ts'

interface Span {
  startsAt: string
  endsAt: string
}

const url = '/api/me/availability'

/** When a candidate can: windows are added and taken out one by one, and sent as a whole. */
export const useAvailability = () => {
  const list = document.getElementById('windows')!
  const form = document.getElementById('availability') as HTMLFormElement
  const spanOf = ({ starts, ends }: DOMStringMap): Span => ({ startsAt: starts!, endsAt: ends! })
  /** What has begun is said again from now on: the past is nobody's to offer. */
  const ahead = (span: Span): Span => {
    const soon = now().getTime() + 60_000
    return Date.parse(span.startsAt) < soon ? { ...span, startsAt: new Date(soon).toISOString() } : span
  }
  const windows = (without?: Element) =>
    [...list.querySelectorAll<HTMLElement>('[data-starts]')]
      .filter(item => item !== without)
      .map(({ dataset }) => ahead(spanOf(dataset)))
      .filter(({ startsAt, endsAt }) => startsAt < endsAt)

  document.getElementById('device-zone')!.textContent = ` (${deviceZone})`
  handleForm(form, {
    request: ({ from, until }) => ({
      method: 'PUT',
      url,
      body: {
        // First, so that what is wrong with it is known by its place
        windows: [
          { startsAt: new Date(from!).toISOString(), endsAt: new Date(until!).toISOString() },
          ...windows(),
        ],
      },
    }),
    names: { '/windows/0/startsAt': 'from', '/windows/0/endsAt': 'until' },
    done: async () => {
      form.reset()
      await refreshPage()
    },
  })
  list.addEventListener('click', ({ target }) => {
    const item = target instanceof Element && target.closest('[data-remove]')?.closest('li')
    if (!item) return
    void send('PUT', url, { windows: windows(item) }).then(async answer => {
      if (!answer.ok) toast(answer.problem.detail, { tone: 'bad' })
      await refreshPage()
    })
  })
}
