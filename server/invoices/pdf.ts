import { createPen, type Pen } from './pdf-pen.ts'
import type { PrintedDocument } from './printed.ts'
import { drawHead, drawLines, drawParties, drawPayment, drawTotals } from './pdf-parts.ts'

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
