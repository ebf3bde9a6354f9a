import type { Express } from 'express'
import { mountAssets } from './assets.ts'
import { boardPages } from './board-pages.ts'
import { servePage, type Page } from './page.ts'

/** Every page, for the router and for the access test. */
export const pages: Page[] = [...boardPages]

/** The pages: server-rendered, then live. */
export const mountPages = (app: Express) => {
  mountAssets(app)
  for (const page of pages) app.get(page.path, servePage(page))
}
