/** Sums that are nobody else's business, in minor units. */
export const money = {
  expected: 97_531_246,
  fee: 86_420_975,
  offered: 71_234_589,
  countered: 73_456_781,
  agreed: 72_345_698,
}

/** What is written in the fields that not everybody reads: like nothing else, so that any trace is found. */
export const words = {
  name: 'Zdenka Secretname',
  secondName: 'Ywona Secretname',
  email: 'markemail@secret.example',
  secondEmail: 'marksecondemail@secret.example',
  phone: '+491711234987',
  location: 'MARKLOCATION',
  letter: 'MARKLETTER',
  submissionNote: 'MARKSUBMISSIONNOTE',
  agencyNote: 'MARKAGENCYNOTE',
  staffReason: 'MARKSTAFFREASON',
  clientReason: 'MARKCLIENTREASON',
  interviewNote: 'MARKINTERVIEWNOTE',
  panelReason: 'MARKPANELREASON',
  cancelReason: 'MARKCANCELREASON',
  remark: 'MARKREMARK',
  scoreRemark: 'MARKSCOREREMARK',
  fellowRemark: 'MARKFELLOWREMARK',
  discussion: 'MARKDISCUSSION',
  talk: 'MARKCANDIDATETALK',
  negotiation: 'MARKNEGOTIATION',
  deleted: 'MARKTAKENBACK',
  returned: 'MARKRETURNED',
  termsReason: 'MARKTERMSREASON',
  offerNote: 'MARKOFFERNOTE',
}
