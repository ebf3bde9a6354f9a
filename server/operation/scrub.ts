const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const sql = /\b(select|insert into|update|delete from|with)\b[^]*'/i

/** What a person wrote or may not be known by, cut out of a text before it leaves us. Ids of ours stay: they name nobody. */
const scrub = (text: string): string =>
  (sql.test(text) ? text.replaceAll(/'(?:[^']|'')*'/g, "'…'") : text)
    .replaceAll(/(\w+:\/\/)[^\s/@]+@/g, '$1…@')
    .replaceAll(/[^\s@"'<>()=,;:]+@[^\s@"'<>()=,;:]+/g, '[address]')
    .replaceAll(/\+\d[\d ()/-]{6,}\d/g, '[phone]')
    .replaceAll(/\b(bearer|basic)\s+[^\s"',;]+/gi, '$1 [secret]')
    // Tokens, keys and hashes: long, and of digits among letters
    .replaceAll(/[\w+=~-]{20,}/g, part => (isSecret(part) ? '[secret]' : part))

const isSecret = (part: string) => /\d/.test(part) && /[a-z]/i.test(part) && !uuid.test(part)

/** The same for every text in a value, however deep. */
export const scrubAll = <Value>(value: Value): Value => {
  if (typeof value === 'string') return scrub(value) as Value
  if (Array.isArray(value)) return value.map(scrubAll) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, scrubAll(part)])) as Value
}
