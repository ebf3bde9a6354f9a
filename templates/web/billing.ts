import { parsePercent } from './amounts.ts'
import { handleForm } from './forms.ts'
import { offerZones } from './zones.ts'

/** What stands on a company's invoices. Fields that the form does not show stay as they are. */

interface Given {
  zone: string
  address: string
  taxId: string
  tax: string
  taxNote: string
  billingEmail: string
}

const form = document.querySelector<HTMLFormElement>('#billing')

const useForm = (form: HTMLFormElement) => {
  const given = JSON.parse(document.getElementById('given')!.textContent) as Given
  const saved = form.querySelector<HTMLElement>('[data-part="saved"]')!
  const contacts = [...form.querySelectorAll<HTMLInputElement>('[data-contact]')]
  const tax = form.elements.namedItem('tax')
  offerZones(form.querySelector('datalist')!)

  form.addEventListener('input', () => {
    saved.hidden = true
    if (tax instanceof HTMLInputElement)
      tax.setCustomValidity(parsePercent(tax.value) === null ? 'Write it like 20 or 17.5.' : '')
  })
  handleForm(form, {
    request: typed => {
      const { iban, bic } = typed
      const values = { ...given, ...typed }
      const orNull = (value = '') => value.trim() || null
      return {
        method: 'PUT',
        url: `/api/companies/${form.dataset.company}/billing`,
        body: {
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
    done: () => {
      saved.hidden = false
      saved.scrollIntoView({ block: 'nearest' })
    },
  })
}
if (form) useForm(form)
