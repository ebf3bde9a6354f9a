/** Whole and broken hours; clocks that change by an hour, by half of one or not at all, in both halves of the year. */
export const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Pacific/Auckland',
  'America/St_Johns',
]
