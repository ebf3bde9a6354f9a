interface Asked {
  panel: string[]
  minutes: string
  zone: string
}

interface Span {
  startsAt: string
  endsAt: string
}

/** What a clock of this zone shows, as a field takes it: `2026-10-25T14:00`. */
const localTime = (at: Date, zone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`
}

const spanWords = ({ startsAt, endsAt }: Span, zone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).formatRange(
    new Date(startsAt),
    new Date(endsAt),
  )

/** A window that has begun is offered from its next quarter of an hour on. */
const startIn = ({ startsAt }: Span) => {
  const quarter = 15 * 60_000
  return new Date(Math.ceil(Date.parse(startsAt) / quarter) * quarter)
}

/** Looks when candidate and panel can, and puts what is chosen into the form. */
export const makeFreeTimes = (
  dialog: HTMLDialogElement,
  { applicationId, asked, use }: { applicationId: string; asked(): Asked; use(local: string): void },
) => {
  const find = dialog.querySelector<HTMLButtonElement>('[data-part="find"]')
  const place = dialog.querySelector<HTMLElement>('[data-part="free"]')
  if (!find || !place) return

  const say = (words: string) => {
    const line = document.createElement('p')
    line.className = 'quiet small'
    line.textContent = words
    place.replaceChildren(line)
  }
  const offer = (span: Span, zone: string) => {
    const item = document.createElement('li')
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button small'
    button.textContent = spanWords(span, zone)
    button.addEventListener('click', () => use(localTime(startIn(span), zone)))
    item.append(button)
    return item
  }

  const look = async () => {
    const { panel, minutes, zone } = asked()
    const query = new URLSearchParams({ minutes, ...(panel.length && { panel: panel.join(',') }) })
    const response = await fetch(`/api/applications/${applicationId}/availability?${query}`).catch(() => null)
    if (!response) return say('The server did not answer. Try again.')
    const answer = (await response.json()) as { windows: Span[]; free?: Span[]; detail?: string }
    if (!response.ok) return say(answer.detail ?? 'That did not work.')
    const spans = answer.free ?? answer.windows
    if (!spans.length)
      return say(
        answer.windows.length
          ? 'There is no time at which all of them can.'
          : 'The candidate has not said when they can.',
      )
    const list = document.createElement('ul')
    list.className = 'slots'
    list.append(...spans.slice(0, 20).map(span => offer(span, zone)))
    place.replaceChildren(list)
  }
  find.addEventListener('click', () => void look())
  dialog.addEventListener('close', () => place.replaceChildren())
}
