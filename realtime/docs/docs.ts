import type { Express } from 'express'
import { asyncApiDocument } from './asyncapi.ts'

/** `/api/asyncapi.json`, and the same for people at `/api/docs/realtime`. */
export const mountRealtimeDocs = (app: Express) => {
  const document = asyncApiDocument()
  app.get('/api/asyncapi.json', (_request, response) => void response.json(document))
}
