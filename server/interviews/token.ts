import { createHash } from 'node:crypto'

/** What is kept of a feed's token: whoever reads the database finds no way into anybody's calendar. */
export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('base64url')
