import type { z } from 'zod'
import { percentText } from '../../templates/web/amounts.ts'
import { dayWords, exactMoney } from '../../templates/web/words.ts'
import type { invoiceAnswer, invoiceListAnswer } from '../invoices/answers.ts'
import type { InvoiceStatus } from '../invoices/schema.ts'

export type Line = z.output<typeof invoiceAnswer>

const tags: Record<InvoiceStatus, { label: string; tone: string }> = {
  scheduled: { label: 'Scheduled', tone: '' },
  issued: { label: 'Open', tone: 'turn' },
  overdue: { label: 'Overdue', tone: 'warn' },
  part_paid: { label: 'Partly paid', tone: 'turn' },
  paid: { label: 'Paid', tone: 'good' },
  credited: { label: 'Credited', tone: '' },
  cancelled: { label: 'Cancelled', tone: '' },
}

export const tagsOf = ({ status, dispute }: Pick<Line, 'status' | 'dispute'>) => [
  tags[status],
  ...(dispute ? [{ label: 'Disputed', tone: 'warn' }] : []),
]

/** What an invoice is called before it has a number. */
export const titleOf = ({ number, status }: Pick<Line, 'number' | 'status'>) =>
  number ?? (status === 'cancelled' ? 'Cancelled invoice' : 'Scheduled invoice')

/** What can still happen to it, or what did. */
const whenOf = ({ status, dueOn, issuedOn, visibleAt, cancelReason }: Line) => {
  if (status === 'scheduled') return { words: 'the client sees it', at: visibleAt! }
  if (status === 'cancelled') return { words: cancelReason ?? 'never issued', at: null }
  const issued = issuedOn ? `issued ${dayWords(issuedOn)}` : ''
  if (status === 'paid' || status === 'credited') return { words: issued, at: null }
  return { words: `due ${dayWords(dueOn)}`, at: null }
}

/** What is left of it, where that is not all of it. */
const leftOf = ({ status, balance, gross }: Line) => {
  if (status === 'scheduled' || status === 'cancelled' || balance.amount === gross.amount) return null
  if (balance.amount > 0) return `${exactMoney(balance)} left`
  const back = { ...balance, amount: -balance.amount }
  return balance.amount < 0 ? `${exactMoney(back)} to be given back` : null
}

const lineView = (line: Line, isClient: boolean) => ({
  href: `/invoices/${line.id}`,
  title: titleOf(line),
  candidate: line.candidate.name,
  job: line.job.title,
  company: isClient ? line.staffingCompany.name : line.company.name,
  gross: exactMoney(line.gross),
  left: leftOf(line),
  tags: tagsOf(line),
  when: whenOf(line),
})

/** The filters of the list: what is asked for under each name. */
const filters = [
  { label: 'All', status: undefined },
  { label: 'Scheduled', status: 'scheduled', isStaffs: true },
  { label: 'To be paid', status: 'issued,overdue,part_paid' },
  { label: 'Overdue', status: 'overdue' },
  { label: 'Paid', status: 'paid' },
  { label: 'Credited', status: 'credited' },
  { label: 'Cancelled', status: 'cancelled', isStaffs: true },
]

interface Asked {
  status: string | undefined
  from: string | undefined
  to: string | undefined
}

const hrefOf = (asked: Partial<Asked> & { cursor?: string }) => {
  const search = new URLSearchParams(Object.entries(asked).filter(([, value]) => value))
  return search.size ? `/invoices?${search}` : '/invoices'
}

/** The list of invoices as its page paints it. */
export const invoicesView = (
  { data, page, total, totals }: z.output<typeof invoiceListAnswer>,
  { asked, isClient, isFirst }: { asked: Asked; isClient: boolean; isFirst: boolean },
) => ({
  isClient,
  isFiltered: Boolean(asked.status || asked.from || asked.to) || !isFirst,
  status: asked.status ?? null,
  period: { from: asked.from ?? '', to: asked.to ?? '' },
  filters: filters
    .filter(({ isStaffs }) => !isStaffs || !isClient)
    .map(({ label, status }) => ({
      label,
      href: hrefOf({ ...asked, status }),
      current: asked.status === status,
    })),
  total,
  lines: data.map(line => lineView(line, isClient)),
  totals: totals.map(({ currency, ...sums }) => ({
    currency,
    gross: exactMoney({ amount: sums.gross, currency }),
    paid: exactMoney({ amount: sums.paid, currency }),
    credited: exactMoney({ amount: sums.credited, currency }),
    open: exactMoney({ amount: sums.open, currency }),
  })),
  firstHref: isFirst ? null : hrefOf(asked),
  nextHref: page.nextCursor && hrefOf({ ...asked, cursor: page.nextCursor }),
})

/** The sums of one invoice, the last of them what is left. */
export const sumsOf = ({ net, taxBasisPoints, tax, gross, paid, credited, balance, status }: Line) => [
  { label: 'Net', value: exactMoney(net) },
  { label: `Tax, ${percentText(taxBasisPoints)} %`, value: exactMoney(tax) },
  { label: 'Total', value: exactMoney(gross), isStrong: true },
  ...(paid.amount ? [{ label: 'Paid', value: `−${exactMoney(paid)}` }] : []),
  ...(credited.amount ? [{ label: 'Credited', value: `−${exactMoney(credited)}` }] : []),
  ...(status === 'scheduled' || status === 'cancelled'
    ? []
    : [
        balance.amount < 0
          ? {
              label: 'To be given back',
              value: exactMoney({ ...balance, amount: -balance.amount }),
              isStrong: true,
            }
          : { label: 'Left to pay', value: exactMoney(balance), isStrong: true },
      ]),
]
