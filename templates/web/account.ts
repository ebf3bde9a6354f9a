import { filledIn, handleForm, post, type Values } from './forms.ts'

/** The pages of an account: each has one form of its own, by its id. */

const byId = <Kind extends HTMLElement>(id: string) => document.querySelector<Kind>(`#${id}`)!
const auth = (path: string) => `/api/auth${path}`

const credentials = ({ identifier = '', password = '' }: Values) =>
  identifier.includes('@')
    ? { url: auth('/sign-in/email'), body: { email: identifier.trim(), password } }
    : { url: auth('/sign-in/phone-number'), body: { phoneNumber: identifier.trim(), password } }

/** The address that is being verified, from page to page; in this tab only. */
const address = {
  key: 'hirewire.address',
  get: () => sessionStorage.getItem(address.key) ?? '',
  set: (email: string) => sessionStorage.setItem(address.key, email.trim()),
}

/** What has just been done, where a page leads on to signing in. */
const arrivals: Record<string, string> = {
  '#verified': 'Your email is verified. Sign in with your password.',
  '#new-password': 'Your password is saved. Sign in with it.',
}

const signIn = (form: HTMLFormElement) => {
  const next = form.dataset.next ?? '/'
  const identifier = byId<HTMLInputElement>('identifier')
  const words = arrivals[location.hash]
  if (words) {
    byId('arrived').hidden = false
    byId('arrived').textContent = words
    identifier.value = address.get()
    if (identifier.value) byId('password').focus()
  }
  handleForm(form, {
    request: credentials,
    names: { '/email': 'identifier', '/phoneNumber': 'identifier' },
    done: () => location.assign(next),
    refused: ({ code }) => {
      if (code !== 'not_verified') return false
      address.set(identifier.value.includes('@') ? identifier.value : '')
      location.assign(`/verify?next=${encodeURIComponent(next)}`)
      return true
    },
  })
  // One click signs in as somebody of the demo, through the same form as everybody else.
  document.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-demo]') : null
    if (!button) return
    identifier.value = button.dataset.demo ?? ''
    byId<HTMLInputElement>('password').value = button.dataset.password ?? ''
    form.requestSubmit()
  })
}

const signUp = (form: HTMLFormElement) => {
  const showRole = () => {
    const role = new FormData(form).get('role')
    for (const part of form.querySelectorAll<HTMLElement>('[data-for-role]')) {
      part.hidden = part.dataset.forRole !== role
      for (const input of part.querySelectorAll('input')) input.disabled = part.hidden
    }
  }
  form.addEventListener('change', showRole)
  showRole()
  handleForm(form, {
    request: values => ({ url: auth('/sign-up/email'), body: filledIn(values) }),
    done: (_data, { email = '', password = '' }) => {
      address.set(email)
      byId('sign-up-part').hidden = true
      byId('verify-part').hidden = false
      // Who has just chosen a password need not type it again.
      verify(byId('verify'), { password })
    },
  })
}

/** The code that came by mail. With the password at hand it signs in as well, otherwise the sign-in page asks for it. */
const verify = (form: HTMLFormElement, { password }: { password?: string } = {}) => {
  const email = byId<HTMLInputElement>('verify-email')
  const next = form.dataset.next ?? '/'
  email.value = address.get()
  if (email.value) form.parentElement!.querySelector('[data-address]')!.textContent = email.value
  byId(email.value ? 'otp' : 'verify-email').focus()

  const toSignIn = () => location.assign(`/sign-in?next=${encodeURIComponent(next)}#verified`)
  handleForm(form, {
    request: values => ({ url: auth('/email-otp/verify-email'), body: values }),
    done: async (_data, values) => {
      address.set(values.email ?? '')
      if (password === undefined) return toSignIn()
      const { ok } = await post(auth('/sign-in/email'), { email: values.email, password })
      if (ok) location.assign(next)
      else toSignIn()
    },
  })

  const resend = byId<HTMLButtonElement>('resend')
  const said = byId('resent')
  const sendAnother = async () => {
    if (!email.reportValidity()) return
    resend.disabled = true
    const answer = await post(auth('/email-otp/send-verification-otp'), { email: email.value.trim() })
    resend.disabled = false
    said.hidden = false
    said.className = answer.ok ? 'notice good' : 'notice bad'
    said.textContent = answer.ok
      ? 'Another code is on its way. The one before no longer works.'
      : answer.problem.detail
  }
  resend.addEventListener('click', () => void sendAnother())
}

const insteadOf = (form: HTMLFormElement, id: string) => {
  const said = byId(id)
  form.hidden = true
  said.hidden = false
  said.focus()
}

const forgotPassword = (form: HTMLFormElement) =>
  handleForm(form, {
    request: values => ({ url: auth('/request-password-reset'), body: values }),
    done: () => insteadOf(form, 'sent'),
  })

const resetPassword = (form: HTMLFormElement) => {
  // Whoever has the link has the account: it does not stay in the address bar or the history.
  history.replaceState(null, '', location.pathname)
  const { token } = form.dataset
  handleForm(form, {
    request: values => ({ url: auth('/reset-password'), body: { ...values, token } }),
    done: () => location.assign('/sign-in#new-password'),
  })
}

const changePassword = (form: HTMLFormElement) =>
  handleForm(form, {
    request: values => ({ url: auth('/change-password'), body: values }),
    done: () => insteadOf(form, 'changed'),
  })

const pages: Record<string, (form: HTMLFormElement) => void> = {
  'sign-in': signIn,
  'sign-up': signUp,
  'forgot-password': forgotPassword,
  'reset-password': resetPassword,
  'change-password': changePassword,
}
for (const [id, start] of Object.entries(pages)) {
  const form = document.querySelector<HTMLFormElement>(`form#${id}`)
  if (form) start(form)
}
if (location.pathname === '/verify') verify(byId('verify'))
