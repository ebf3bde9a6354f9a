import { parsePercent } from './amounts.ts'
import { billingFields, type Billing } from './billing-view.ts'
import { handleForm, type Values } from './forms.ts'
import { offerZones } from './zones.ts'

/** What stands on a company's invoices. Fields that the form does not show stay as they are. */

const staleWords =
  'Somebody else has changed these details meanwhile. What you typed is still here, and what you had left alone shows what they saved. Save again if it is right.'

const form = document.querySelector<HTMLFormElement>('#billing')

const useForm = (form: HTMLFormElement) => {
  let given = JSON.parse(document.getElementById('given')!.textContent) as Billing
  const saved = form.querySelector<HTMLElement>('[data-part="saved"]')!
  const problem = form.querySelector<HTMLElement>('[data-problem]')!
  const contacts = [...form.querySelectorAll<HTMLInputElement>('[data-contact]')]
  const tax = form.elements.namedItem('tax')
  offerZones(form.querySelector('datalist')!)

  /** Shows what is saved now, but where something else was typed. */
  const take = (billing: Billing) => {
    given = billing
    for (const [name, value] of Object.entries(billingFields(billing))) {
      const field = form.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement | null
      if (!field) continue
      const isTyped = field.value !== field.defaultValue
      field.defaultValue = value
      if (!isTyped) field.value = value
    }
    for (const box of contacts) {
      const isChanged = box.checked !== box.defaultChecked
      box.defaultChecked = billing.contacts.some(({ id }) => id === box.dataset.contact)
      if (!isChanged) box.checked = box.defaultChecked
    }
  }

  form.addEventListener('input', () => {
    saved.hidden = true
    if (tax instanceof HTMLInputElement)
      tax.setCustomValidity(parsePercent(tax.value) === null ? 'Write it like 20 or 17.5.' : '')
  })
  handleForm<Billing>(form, {
    request: (typed: Values) => {
      const { iban, bic } = typed
      const values = { ...billingFields(given), ...typed }
      const orNull = (value = '') => value.trim() || null
      return {
        method: 'PUT',
        url: `/api/companies/${form.dataset.company}/billing`,
        body: {
          version: given.version,
          zone: values.zone.trim(),
          address: orNull(values.address),
          taxId: orNull(values.taxId),
          ...(iban !== undefined && { iban: orNull(iban) }),
          ...(bic !== undefined && { bic: orNull(bic) }),
          taxBasisPoints: parsePercent(values.tax),
          taxNote: orNull(values.taxNote),
          billingEmail: orNull(values.billingEmail),
          contactIds: contacts.filter(({ checked }) => checked).map(({ dataset }) => dataset.contact),
        },
      }
    },
    names: { '/taxBasisPoints': 'tax', '/contactIds/0': contacts[0]?.name ?? 'billingEmail' },
    done: billing => {
      take(billing)
      form.reset()
      saved.hidden = false
      saved.scrollIntoView({ block: 'nearest' })
    },
    refused: ({ code, current }) => {
      if (code !== 'stale') return false
      take(current as Billing)
      problem.textContent = staleWords
      problem.hidden = false
      problem.scrollIntoView({ block: 'nearest' })
      return true
    },
  })
}
if (form) useForm(form)
