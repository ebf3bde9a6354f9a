import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import Pdf from 'pdfkit'

const plain = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'))
const bold = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'))

export const ink = {
  text: '#1d1e22',
  quiet: '#5d6068',
  line: '#d5d6da',
  sunken: '#f4f4f2',
  accent: '#3050c8',
}

/** In points, of which A4 is 595 × 842. */
const page = { size: 'A4', margins: { top: 56, left: 56, right: 56, bottom: 72 } }

// They would change the order of what stands beside them, or stop the page in the middle.
const unprintable = /[\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n]/gu

interface Written {
  x: number
  y: number
  width: number
  size?: number
  bold?: boolean
  quiet?: boolean
  align?: 'left' | 'right' | 'center'
  /** Cut rather than continued: what stands in a margin must not begin a page. */
  once?: boolean
}

/** What draws on the pages of one document: text in a box, and room for what comes next. */
export const createPen = (about: { title: string; author: string; at: Date }) => {
  const doc = new Pdf({
    ...page,
    bufferPages: true,
    displayTitle: true,
    lang: 'en',
    pdfVersion: '1.7',
    font: plain,
    info: {
      Title: about.title,
      Author: about.author,
      Creator: 'Hirewire',
      Producer: 'Hirewire',
      CreationDate: about.at,
      ModDate: about.at,
    },
  })
  doc.registerFont('plain', plain).registerFont('bold', bold)
  const { width, height } = doc.page
  const { left, right, bottom } = page.margins
  const pen = {
    doc,
    left,
    width: width - left - right,
    height,
    /** Writes into a column; the next thing below it starts at what this returns. */
    write: (text: string, { x, y, once, ...style }: Written): number => {
      doc
        .font(style.bold ? 'bold' : 'plain')
        .fontSize(style.size ?? 9.5)
        .fillColor(style.quiet ? ink.quiet : ink.text)
      const margin = doc.page.margins.bottom
      if (once) doc.page.margins.bottom = 0
      doc.text(text.replace(unprintable, ''), x, y, {
        width: style.width,
        align: style.align ?? 'left',
        lineGap: 2,
        ...(once && { lineBreak: true, height: (style.size ?? 9.5) * 1.3, ellipsis: true }),
      })
      doc.page.margins.bottom = margin
      return doc.y
    },
    line: (y: number, color = ink.line) =>
      doc
        .moveTo(left, y)
        .lineTo(width - right, y)
        .lineWidth(0.75)
        .strokeColor(color)
        .stroke(),
    /** Begins a page unless so much of this one is left: what belongs together stays together. */
    room: (needed: number) => {
      if (doc.y + needed > height - bottom) doc.addPage()
    },
    /** Words over the whole width, over as many pages as they need. */
    paragraph: (text: string) => {
      pen.room(30)
      doc.y = pen.write(text, { x: left, y: doc.y, width: pen.width, size: 9, quiet: true }) + 8
    },
    finish: async () => {
      doc.end()
      return buffer(doc)
    },
  }
  return pen
}
export type Pen = ReturnType<typeof createPen>
