import type { Express } from 'express'

/** The pages: server-rendered, then live. */
export const mountPages = (_app: Express) => {}
