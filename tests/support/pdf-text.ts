import { inflateSync } from 'node:zlib'

/** What stands in a PDF of ours, read as its readers do: by the fonts' own tables of what each glyph means. */

const streamOf = (object: string) => {
  const [, raw] = /stream\r?\n([^]*?)\r?\nendstream/.exec(object) ?? []
  if (raw === undefined) return ''
  const bytes = Buffer.from(raw, 'latin1')
  return (object.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1')
}

const utf16 = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')

/** Glyph to text, from a `ToUnicode` table as pdfkit writes it: ranges with a text for each glyph. */
const tableOf = (cmap: string) => {
  const table = new Map<number, string>()
  for (const [, from, , list] of cmap.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g))
    for (const [index, [, hex]] of [...list!.matchAll(/<([\w ]+)>/g)].entries())
      table.set(Number.parseInt(from!, 16) + index, utf16(hex!.replaceAll(' ', '')))
  return table
}

const read = (pdf: Buffer) => {
  const objects = new Map(
    [...pdf.toString('latin1').matchAll(/^(\d+) 0 obj\r?\n([^]*?)\r?\nendobj/gm)].map(([, id, body]) => [
      id!,
      body!,
    ]),
  )
  const all = [...objects.values()]
  const fonts = new Map<string, Map<number, string>>()
  for (const body of all)
    for (const [, name, id] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const [, table] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id!)!) ?? []
      if (table) fonts.set(name!, tableOf(streamOf(objects.get(table)!)))
    }
  return { objects, all, fonts }
}

/** The text of each page, a line for each that was written. */
export const pdfPages = (pdf: Buffer): string[] => {
  const { objects, all, fonts } = read(pdf)
  const pages = all.filter(body => /\/Type \/Page\b/.test(body))
  return pages.map(page => {
    const content = streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(page)![1]!)!)
    let font = fonts.values().next().value!
    let text = ''
    for (const [, name, strings] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name) font = fonts.get(name)!
      else
        for (const [, hex] of strings!.matchAll(/<(\w*)>/g))
          for (const glyph of hex!.match(/.{4}/g) ?? [])
            text += font.get(Number.parseInt(glyph, 16)) ?? '\ufffd'
      text += name ? '' : '\n'
    }
    return text
  })
}

/** What a PDF says of itself, such as its title or language. */
export const pdfInfo = (pdf: Buffer, key: string) => {
  const [, ref, here] = new RegExp(`/${key} (?:(\\d+) 0 R|\\(([^)]*)\\))`).exec(pdf.toString('latin1')) ?? []
  const said = ref ? read(pdf).objects.get(ref)!.slice(1, -1) : (here ?? '')
  const bytes = Buffer.from(said, 'latin1')
  return bytes[0] === 0xfe ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le') : said
}
