/** The texts and figures of the three postings; money in minor units. */
export const gridBackend = {
  title: 'Senior Backend Engineer',
  description: `Kestrel Grid balances wind, sun and batteries for forty municipal utilities. Every fifteen minutes our platform decides who feeds in and who holds back, and it has to be right.

You will own the services that take in measurements from 60,000 meters: late, duplicated and sometimes wrong. You will work with five engineers who review kindly and argue from measurements, and you will help to choose the sixth.

You bring several years of running a system whose users notice when it stops, good knowledge of one relational database, and the habit of writing down why. Domain knowledge is welcome and can be learned.

We are in Hamburg and meet there two days a week. On-call is paid, shared by all, and quiet.`,
  type: 'full_time',
  level: 'senior',
  location: 'Hamburg',
  industry: 'Energy',
  remote: false,
  skills: ['TypeScript', 'PostgreSQL', 'Kafka'],
  salaryMin: '7500000',
  salaryMax: '10500000',
  salaryCurrency: 'EUR',
  openings: 3,
}

export const bankDesigner = {
  title: 'Product Designer, Onboarding',
  description: `Alder & Finch is a small bank with old customers and new rules. Opening an account with us takes nine days; we would like it to take nine minutes, and to be understood by those who do it.

You will redesign how people become customers: in the branch, on the phone and on paper, with two engineers, a lawyer who likes design, and real customers every second week.

We look at work, not at names: until we ask to meet you, the hiring team sees your skills and your experience and nothing else.

Three days a week in Dublin.`,
  type: 'full_time',
  level: 'middle',
  location: 'Dublin',
  industry: 'Banking',
  remote: false,
  skills: ['Figma', 'User research', 'Accessibility'],
  salaryMin: '5800000',
  salaryMax: '8200000',
  salaryCurrency: 'EUR',
  openings: 2,
  blindShortlist: true,
}

export const gridReliability = {
  title: 'Site Reliability Engineer',
  description: `Our control rooms run at forty utilities, on machines that we do not own. You will make sure that we know of a fault before they do: measuring, alerting, rehearsing, and removing what wakes us for nothing.

You have kept services running for others, you are at home in Linux and in one cloud, and you would rather delete an alert than add one.

Hamburg or remote within two hours of Central European Time.`,
  type: 'full_time',
  level: 'senior',
  location: 'Hamburg',
  industry: 'Energy',
  remote: true,
  skills: ['Linux', 'Kubernetes', 'Observability'],
  salaryMin: '7200000',
  salaryMax: '9800000',
  salaryCurrency: 'EUR',
  openings: 1,
}

export const gridData = {
  title: 'Energy Data Engineer',
  description: `Forty utilities ask us what tomorrow will need, and we answer with forecasts that are checked against the meter the day after. You will make the data behind them one that analysts trust: where it came from, what was corrected, and why.

You know SQL well and one language for data, you have untangled a pipeline that somebody else built, and you like to talk with those who use it.

Hamburg, two days a week, or wherever the train takes you.`,
  type: 'full_time',
  level: 'middle',
  location: 'Hamburg',
  industry: 'Energy',
  remote: false,
  skills: ['SQL', 'Python', 'Airflow'],
  salaryMin: '6200000',
  salaryMax: '8800000',
  salaryCurrency: 'EUR',
  openings: 1,
}
