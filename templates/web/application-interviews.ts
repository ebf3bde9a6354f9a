import type { makeConfirmDialog } from './confirm-dialog.ts'
import { handleInterviews } from './interview-acts.ts'
import { makeInterviewForm } from './interview-form.ts'
import { offerZones } from './zones.ts'
import type { makeReasonDialog } from './reason-dialog.ts'

interface Means {
  applicationId: string
  reasons: ReturnType<typeof makeReasonDialog>
  confirms: ReturnType<typeof makeConfirmDialog>
}

/** The interviews on the page of an application: made, changed and answered there. */
export const useInterviews = (root: HTMLElement, { applicationId, reasons, confirms }: Means) => {
  const dialog = document.getElementById('interview')
  if (!(dialog instanceof HTMLDialogElement)) return handleInterviews(root, { reasons, confirms })
  const form = makeInterviewForm(dialog, { applicationId })
  offerZones(dialog.querySelector('datalist')!)
  handleInterviews(root, { reasons, confirms, openForm: form.open })
}
