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
