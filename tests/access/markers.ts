/** What nobody but those named beside it may ever read, wherever it would turn up. */
export const markers = {
  candidateEmail: 'marker-address@secret.example',
  candidateName: 'Markéta Secret-Name',
  salary: '98765432',
  letter: 'MARKER-LETTER',
  staffReason: 'MARKER-REASON',
  staffName: 'Marker Recruiter-Name',
  // What people do together
  submissionNote: 'MARKER-SUBMISSION',
  interviewNote: 'MARKER-INTERVIEW',
  feedbackRemark: 'MARKER-FEEDBACK',
  negotiation: 'MARKER-NEGOTIATION',
  discussion: 'MARKER-DISCUSSION',
  candidateThread: 'MARKER-CANDIDATE-THREAD',
  fee: '543210987',
  offerSalary: '76543210',
  placementSalary: '65432109',
  notification: 'MARKER-NOTIFICATION',
  // What is owed and paid
  hiddenInvoice: '135792468',
  paymentReference: 'MARKER-PAYMENT',
  iban: 'GB29NWBK60161331926819',
} as const
