/** A part of a sentence, as the partial `pieces` shows it. */
export interface Piece {
  text: string
  isCode: boolean
  /** Where it leads, if it is a link. */
  href: string | null
}

/** A sentence in pieces: what stood in backticks is code. */
export const piecesOf = (sentence: string): Piece[] =>
  sentence.split('`').map((text, index) => ({ text, isCode: index % 2 === 1, href: null }))
