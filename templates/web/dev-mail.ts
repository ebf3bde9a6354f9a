import { refreshPage } from './refresh.ts'

/** New mails come in by themselves while somebody looks. */
setInterval(() => document.hidden || void refreshPage(), 2_000)
