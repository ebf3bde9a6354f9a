import { keepFocusOfDialogs } from './focus.ts'
import { keepTimes } from './times.ts'
import { toast } from './toast.ts'
import { keepWaitingCount } from './waiting-count.ts'

/** What every page has: the person's menu, signing out, times that stay true. */

const menu = document.querySelector<HTMLDetailsElement>('#person')

const closeMenu = (event: Event) => {
  if (menu?.open && !(event.target instanceof Node && menu.contains(event.target))) menu.open = false
}

const signOut = async (button: HTMLButtonElement) => {
  button.disabled = true
  const response = await fetch('/api/auth/sign-out', { method: 'POST' }).catch(() => null)
  if (response?.ok || response?.status === 401) return location.assign('/sign-in')
  button.disabled = false
  toast('You are still signed in: the server did not answer. Try again.', { tone: 'bad' })
}

/** A session lives on while it is used: reading a page does not lengthen it, asking for it does. At most once a day. */
const keepSession = () => {
  const day = new Date().toDateString()
  if (!menu || localStorage.getItem('session kept') === day) return
  fetch('/api/auth/get-session').then(
    () => localStorage.setItem('session kept', day),
    // Without a connection the next page asks.
    () => {},
  )
}

document.addEventListener('click', closeMenu)
document.addEventListener('focusin', closeMenu)
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || !menu?.open) return
  menu.open = false
  menu.querySelector('summary')?.focus()
})
const signOutButton = menu?.querySelector<HTMLButtonElement>('[data-sign-out]')
signOutButton?.addEventListener('click', () => void signOut(signOutButton))

/** Where the links do not fit they scroll, and the one of this page is seen, with its count. */
const showCurrent = () =>
  document.querySelector('.bar nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })

showCurrent()
void keepWaitingCount().then(showCurrent)
keepFocusOfDialogs()
keepTimes()
keepSession()
