import type { Named, PrintedDocument, PrintedParty } from './printed.ts'
import { ink, type Pen } from './pdf-pen.ts'

const gap = 24

const party = (
  { write }: Pen,
  { name, lines }: PrintedParty,
  at: { x: number; y: number; width: number },
) => {
  let y = write(name, { ...at, size: 11, bold: true }) + 2
  for (const line of lines) y = write(line, { ...at, y, size: 9, quiet: true })
  return y
}

/** Who issues it on the left, what it is on the right. */
export const drawHead = (pen: Pen, { seller, title, number }: PrintedDocument) => {
  const { doc, left, width, write } = pen
  const half = (width - gap) / 2
  const top = doc.y
  const bottom = party(pen, seller, { x: left, y: top, width: half })
  const at = { x: left + half + gap, width: half, align: 'right' as const }
  const below = write(title, { ...at, y: top - 5, size: 22 })
  const end = write(number ?? 'Draft', { ...at, y: below, size: 11, quiet: true })
  doc.y = Math.max(bottom, end) + 20
  pen.line(doc.y, ink.accent)
  doc.y += 20
}

const factLines = (
  { write }: Pen,
  facts: Named[],
  at: { x: number; y: number; width: number; label: number },
) => {
  let { y } = at
  for (const { label, value } of facts) {
    const ends = [
      write(label, { x: at.x, y, width: at.label, size: 9, quiet: true }),
      write(value, { x: at.x + at.label + 8, y, width: at.width - at.label - 8, size: 9 }),
    ]
    y = Math.max(...ends) + 2
  }
  return y
}

/** Whom it is for on the left, its dates and numbers on the right. */
export const drawParties = (pen: Pen, { buyer, facts }: PrintedDocument) => {
  const { doc, left, width, write } = pen
  const half = (width - gap) / 2
  const top = doc.y
  const below = write('For', { x: left, y: top, width: half, size: 9, quiet: true }) + 2
  const bottom = party(pen, buyer, { x: left, y: below, width: half })
  const end = factLines(pen, facts, { x: left + half + gap, y: top, width: half, label: 92 })
  doc.y = Math.max(bottom, end) + 28
}

const amountWidth = 130

/** What is charged or given back, line by line. */
export const drawLines = (pen: Pen, lines: PrintedDocument['lines']) => {
  const { doc, left, width, write } = pen
  const words = { x: left, width: width - amountWidth - gap }
  const amounts = { x: left + width - amountWidth, width: amountWidth, align: 'right' as const }
  const head = doc.y
  write('Description', { ...words, y: head, size: 8.5, quiet: true })
  doc.y = write('Amount', { ...amounts, y: head, size: 8.5, quiet: true }) + 5
  pen.line(doc.y)
  doc.y += 10
  for (const { title, details, amount } of lines) {
    pen.room(70)
    const { y } = doc
    write(amount, { ...amounts, y, bold: true })
    doc.y = write(title, { ...words, y, bold: true }) + 2
    for (const detail of details) doc.y = write(detail, { ...words, y: doc.y, size: 9, quiet: true }) + 1
    doc.y += 9
    pen.line(doc.y)
    doc.y += 10
  }
}

/** The sums, at the right; the last one is what counts. */
export const drawTotals = (pen: Pen, totals: Named[]) => {
  const { doc, left, width, write } = pen
  const x = left + width / 2
  pen.room(totals.length * 20 + 20)
  for (const [index, { label, value }] of totals.entries()) {
    const isLast = index === totals.length - 1
    const style = isLast ? { size: 12, bold: true } : { size: 9.5, quiet: true }
    if (isLast) {
      doc
        .moveTo(x, doc.y + 1)
        .lineTo(left + width, doc.y + 1)
        .lineWidth(0.75)
        .strokeColor(ink.text)
        .stroke()
      doc.y += 8
    }
    const { y } = doc
    const ends = [
      write(label, { x, y, width: width / 2 - amountWidth, ...style }),
      write(value, {
        x: left + width - amountWidth,
        y,
        width: amountWidth,
        align: 'right',
        ...style,
        quiet: false,
      }),
    ]
    doc.y = Math.max(...ends) + 4
  }
  doc.y += 20
}

/** How to pay, in a box. */
export const drawPayment = (pen: Pen, { title, facts }: NonNullable<PrintedDocument['payment']>) => {
  const { doc, left, width, write } = pen
  const inner = { x: left + 16, width: width - 32 }
  doc.font('plain').fontSize(9)
  const rows = facts.map(
    ({ value }) => doc.heightOfString(value, { width: inner.width - 108, lineGap: 2 }) + 2,
  )
  const height = 16 + 20 + rows.reduce((sum, row) => sum + row, 0) + 12
  pen.room(height)
  const top = doc.y
  doc.roundedRect(left, top, width, height, 6).fill(ink.sunken)
  const y = write(title, { ...inner, y: top + 14, size: 10, bold: true }) + 4
  factLines(pen, facts, { ...inner, y, label: 100 })
  doc.y = top + height + 12
}
