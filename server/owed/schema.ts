import { z } from 'zod'
import { listQuery } from '../schema.ts'

export const owedListQuery = z.strictObject(listQuery)
export type OwedListQuery = z.output<typeof owedListQuery>
