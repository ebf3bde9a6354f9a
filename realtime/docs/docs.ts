import type { Express } from 'express'
import { document } from '../../server/docs/docs.ts'
import { servePage } from '../../server/pages/page.ts'
import { asyncApiDocument } from './asyncapi.ts'
import { realtimePage } from './page.ts'

/** `/api/asyncapi.json`, and the same for people at `/api/docs/realtime`. */
export const mountRealtimeDocs = (app: Express) => {
  const asyncApi = document(asyncApiDocument)
  app.get('/api/asyncapi.json', (_request, response) => void response.json(asyncApi()))
  app.get(realtimePage.path, servePage(realtimePage))
}
