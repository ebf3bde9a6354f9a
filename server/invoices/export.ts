import { stringify } from 'csv-stringify/sync'
import type { Response } from 'express'
import { once } from 'node:events'
import { batchSize, cellsOf, columns, linesAfter, type Asked, type Line } from './export-lines.ts'

const csvOf = (lines: Line[], { isFirst }: { isFirst: boolean }) =>
  stringify(lines.map(cellsOf), {
    columns,
    header: isFirst,
    // Without it a spreadsheet takes the letters of Kyiv for something else.
    bom: isFirst,
    escape_formulas: true,
    cast: {
      object: ({ text }) => ({ value: String(text), escape_formulas: false }),
      // Where decimals have a comma, a spreadsheet begins a new cell at each semicolon.
      string: text => text.replace(/;(?=\s*[=+\-@])/g, ";'"),
    },
  })

/**
 * Everything that was issued in a period of days, by the calendar of whoever issued it, as CSV for a spreadsheet: text
 * that would be a formula is made text. Page by page: nobody who reads slowly holds a connection of ours.
 */
export const exportInvoices = async (response: Response, asked: Asked) => {
  let lines = await linesAfter(asked, undefined)
  response
    .set('Cache-Control', 'no-store')
    .attachment(`invoices-${asked.from}-${asked.to}.csv`)
    .type('text/csv; charset=utf-8')
  for (let isFirst = true; isFirst || lines.length; isFirst = false) {
    const isTaken = response.write(csvOf(lines, { isFirst }))
    if (!isTaken) await Promise.race([once(response, 'drain'), once(response, 'close')])
    if (response.destroyed) return
    lines = lines.length < batchSize ? [] : await linesAfter(asked, lines.at(-1))
  }
  response.end()
}
