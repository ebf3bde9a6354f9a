type Row = [email: string, name: string, headline: string, location: string, years: number, skills: string]

/** The cast. The first two can sign in: their addresses are those of the demo's accounts. */
const rows: Row[] = [
  ['candidate@hirewire.example', 'Jonas Weber', 'Backend engineer, energy data', 'Berlin', 7, 'TypeScript, PostgreSQL, Kafka'],
  ['candidate2@hirewire.example', 'Łucja Nowak', 'Full-stack engineer with a designer’s eye', 'Kraków', 6, 'TypeScript, React, Figma'],
]
