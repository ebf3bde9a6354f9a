import { handleForm, post, type Values } from './forms.ts'

/** The pages of an account: each has one form of its own, by its id. */

const form = (id: string) => document.querySelector<HTMLFormElement>(`form#${id}`)
const auth = (path: string) => `/api/auth${path}`
const remembered = 'hirewire.email'

const credentials = ({ identifier = '', password = '' }: Values) =>
  identifier.includes('@')
    ? { url: auth('/sign-in/email'), body: { email: identifier.trim(), password } }
    : { url: auth('/sign-in/phone-number'), body: { phoneNumber: identifier.trim(), password } }

/** The address a code went to, for the next page; in this tab only. */
const remember = (email: string) => sessionStorage.setItem(remembered, email.trim())

const goVerify = (email: string, next = '/') => {
  remember(email)
  location.assign(`/verify?next=${encodeURIComponent(next)}`)
}

const signIn = (form: HTMLFormElement) => {
  const next = form.dataset.next ?? '/'
  handleForm(form, {
    request: credentials,
    names: { '/email': 'identifier', '/phoneNumber': 'identifier' },
    done: () => location.assign(next),
    refused: ({ code }, { identifier = '' }) => {
      if (code !== 'not_verified') return false
      goVerify(identifier.includes('@') ? identifier : '', next)
      return true
    },
  })
  // One click signs in as somebody of the demo, through the same form as everybody else.
  document.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-demo]') : null
    if (!button) return
    form.querySelector<HTMLInputElement>('#identifier')!.value = button.dataset.demo ?? ''
    form.querySelector<HTMLInputElement>('#password')!.value = button.dataset.password ?? ''
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
    request: values => ({ url: auth('/sign-up/email'), body: values }),
    names: { '/phoneNumber': 'phone' },
    done: (_data, { email = '' }) => goVerify(email),
  })
}

const verify = (form: HTMLFormElement) => {
  const email = form.querySelector<HTMLInputElement>('#email')!
  email.value = sessionStorage.getItem(remembered) ?? ''
  form.querySelector<HTMLInputElement>(email.value ? '#otp' : '#email')!.focus()
  handleForm(form, {
    request: values => ({ url: auth('/email-otp/verify-email'), body: values }),
    done: () => {
      sessionStorage.removeItem(remembered)
      location.assign(form.dataset.next ?? '/')
    },
  })

  const resend = document.querySelector<HTMLButtonElement>('#resend')!
  const said = document.querySelector<HTMLElement>('#resent')!
  resend.addEventListener('click', () => {
    if (!email.reportValidity()) return
    resend.disabled = true
    const body = { email: email.value.trim(), type: 'email-verification' }
    void post(auth('/email-otp/send-verification-otp'), body).then(answer => {
      resend.disabled = false
      said.hidden = false
      said.className = answer.ok ? 'notice good' : 'notice bad'
      said.textContent = answer.ok
        ? 'Another code is on its way. The one before no longer works.'
        : answer.problem.detail
    })
  })
}

const insteadOf = (form: HTMLFormElement, id: string) => {
  const said = document.getElementById(id)!
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
    done: () => location.assign('/sign-in'),
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
  verify,
  'forgot-password': forgotPassword,
  'reset-password': resetPassword,
  'change-password': changePassword,
}
for (const [id, start] of Object.entries(pages)) {
  const found = form(id)
  if (found) start(found)
}
