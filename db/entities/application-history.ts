import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql'
import { newId } from '../new-id.ts'
import { Application, stages } from './application.ts'
import { User } from './user.ts'

export const ApplicationHistory = defineEntity({
  name: 'ApplicationHistory',
  tableName: 'application_history',
  properties: {
    id: p.uuid().primary().onCreate(newId),
    application: () => p.manyToOne(Application).ref(),
    fromStage: p.enum(stages).nullable(),
    toStage: p.enum(stages),
    by: () => p.manyToOne(User).ref(),
    /** Their name when they did it: history does not change when they do. */
    byName: p.text(),
    reason: p.text().nullable(),
    at: p.datetime(),
  },
})
export type IApplicationHistory = InferEntity<typeof ApplicationHistory>
