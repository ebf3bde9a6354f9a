import { connectHirewire, apply, type BoardState } from 'hirewire/client'
const c = connectHirewire()
const a = await c.send('application:move', { applicationId: 'x', to: 'screening', version: 1 })
const s: string = a.stage
await c.send('application:move', { applicationId: 'x', to: 'screenin', version: 1 })
await c.send('application:move', { applicationId: 'x', to: 'screening', version: 1, foo: 2 })
