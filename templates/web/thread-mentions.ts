export interface Member {
  id: string
  name: string
  side: string
}

const most = 6

/** The `@` and what follows it, up to the caret; undefined where nobody is being mentioned. */
const askedFor = ({ value, selectionStart }: HTMLTextAreaElement) =>
  /(?:^|\s)@([\p{L}\p{N}][\p{L}\p{N} .'-]{0,40}|)$/u.exec(value.slice(0, selectionStart))?.[1]

const matching = (members: Member[], asked: string) => {
  const words = asked.toLocaleLowerCase()
  return members
    .filter(
      ({ name }) =>
        name
          .toLocaleLowerCase()
          .split(' ')
          .some(word => word.startsWith(words)) || name.toLocaleLowerCase().startsWith(words),
    )
    .slice(0, most)
}

/**
 * The list of people under the field while somebody types `@…`: arrows walk, Enter and Tab take, Escape closes.
 * `onKey` is asked first of every key and says whether it was for the list.
 */
export const makeMentions = (
  field: HTMLTextAreaElement,
  list: HTMLElement,
  fetchMembers: () => Promise<Member[]>,
) => {
  let members: Member[] = []
  const chosen = new Map<string, Member>()
  let found: Member[] = []
  let at = 0

  const show = () => {
    list.hidden = found.length === 0
    list.replaceChildren(
      ...found.map((member, index) => {
        const option = document.createElement('li')
        option.role = 'option'
        option.id = `${list.id}-${index}`
        option.ariaSelected = String(index === at)
        option.dataset.index = String(index)
        option.textContent = member.name
        return option
      }),
    )
    if (found.length) field.setAttribute('aria-activedescendant', `${list.id}-${at}`)
    else field.removeAttribute('aria-activedescendant')
  }
  const close = () => {
    found = []
    show()
  }
  const look = () => {
    const asked = askedFor(field)
    found = asked === undefined ? [] : matching(members, asked)
    at = 0
    show()
  }
  const take = () => {
    const member = found[at]!
    const caret = field.selectionStart
    const start = field.value.lastIndexOf('@', caret - 1)
    field.setRangeText(`@${member.name} `, start, caret, 'end')
    chosen.set(member.id, member)
    close()
  }
  const walk = (step: number) => {
    at = (at + step + found.length) % found.length
    show()
  }
  const keys: Record<string, () => void> = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Enter: take,
    Tab: take,
    Escape: close,
  }

  const ask = async () => {
    members = await fetchMembers()
    look()
  }
  field.addEventListener('focus', () => void ask())
  field.addEventListener('input', look)
  field.addEventListener('blur', close)
  // Before the field loses its focus, which would close the list.
  list.addEventListener('mousedown', event => {
    event.preventDefault()
    const option = event.target instanceof Element && event.target.closest<HTMLElement>('[data-index]')
    if (!option) return
    at = Number(option.dataset.index)
    take()
  })

  return {
    onKey: ({ key }: KeyboardEvent) => {
      if (!found.length || !Object.hasOwn(keys, key)) return false
      keys[key]!()
      return true
    },
    /** Those who were chosen and still stand in the text. */
    mentioned: (text: string) =>
      [...chosen.values()].filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id),
    clear: () => {
      chosen.clear()
      close()
    },
  }
}
