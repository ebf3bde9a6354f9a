import { createPen, type Pen } from './pdf-pen.ts'
import { drawHead, drawLines, drawParties, drawPayment, drawTotals } from './pdf-parts.ts'

/** One thing in words, with what it is called. */
export interface Named {
  label: string
  value: string
}

/** A company as it stands on paper: its name, and the lines below it. */
export interface PrintedParty {
  name: string
  lines: string[]
}

/** An invoice or a credit note in words, ready to be put on paper. Amounts and dates are text already. */
export interface PrintedDocument {
  title: string
  /** None is a draft, and says so across every page. */
  number: string | null
  seller: PrintedParty
  buyer: PrintedParty
  facts: Named[]
  lines: { title: string; details: string[]; amount: string }[]
  /** The last of them is what it comes to. */
  totals: Named[]
  /** Paragraphs below the sums: words about tax, a reason. */
  notes: string[]
  /** How it is to be paid; of a credit note nothing is. */
  payment: { title: string; facts: Named[] } | null
  /** When it was issued: a file made again later is the same, byte for byte. */
  at: Date
}

const numbered = ({ doc, write, left, width, height }: Pen, { seller, title, number }: PrintedDocument) => {
  const { count } = doc.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page)
    if (!number) {
      doc
        .save()
        .rotate(-52, { origin: [left + width / 2, height / 2] })
        .fillOpacity(0.08)
      write('Draft', {
        x: left,
        y: height / 2 - 90,
        width,
        size: 150,
        bold: true,
        align: 'center',
        once: true,
      })
      doc.restore()
    }
    const name = [seller.name, number ? `${title} ${number}` : `${title}, draft`].join(' · ')
    const y = height - 44
    write(name, { x: left, y, width: width - 90, size: 7.5, quiet: true, once: true })
    const words = `Page ${page + 1} of ${count}`
    write(words, { x: left + width - 80, y, width: 80, size: 7.5, quiet: true, align: 'right', once: true })
  }
}

/** Puts a document on A4 pages, with its fonts inside. The same document makes the same bytes. */
export const printPdf = async (document: PrintedDocument): Promise<Buffer> => {
  const pen = createPen({
    title: document.number ? `${document.title} ${document.number}` : `${document.title}, draft`,
    author: document.seller.name,
    at: document.at,
  })
  drawHead(pen, document)
  drawParties(pen, document)
  drawLines(pen, document.lines)
  drawTotals(pen, document.totals)
  for (const note of document.notes) pen.paragraph(note)
  if (document.payment) drawPayment(pen, document.payment)
  numbered(pen, document)
  return pen.finish()
}
