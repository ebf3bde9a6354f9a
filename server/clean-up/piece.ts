import type { Write } from '../transaction.ts'

/** Does one piece of the work in a transaction of its own, so that nothing is held for long. */
export type Piece = <Result>(work: (write: Write) => Promise<Result>) => Promise<Result>
