import { createHash, randomBytes } from 'node:crypto'

/** A secret that stands in an address: 256 random bits, shown once. */
export const newToken = () => randomBytes(32).toString('base64url')

/** What is kept of it: whoever reads the database finds no way in. So many random bits need no salt and no slow hash. */
export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('base64url')
