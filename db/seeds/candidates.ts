type Row = [who: string, name: string, headline: string, location: string, years: number, skills: string]

/** The cast. The first two have accounts of the demo; the others cannot sign in. */
// prettier-ignore
const rows: Row[] = [
  ['candidate', 'Jonas Weber', 'Backend engineer, energy data', 'Berlin', 7, 'TypeScript, PostgreSQL, Kafka'],
  ['candidate2', 'Łucja Nowak', 'Full-stack engineer with a designer’s eye', 'Kraków', 6, 'TypeScript, React, Figma'],
  ['amara.diallo', 'Amara Diallo', 'Staff engineer, metering platforms', 'Paris', 12, 'Go, PostgreSQL, gRPC'],
  ['athina.papadopoulou', 'Αθηνά Παπαδοπούλου', 'Data engineer', 'Athens', 8, 'Scala, Kafka, PostgreSQL'],
  ['minjun.park', 'Park Min-jun', 'Backend engineer, payments', 'Seoul', 5, 'Kotlin, PostgreSQL, Redis'],
  ['sinead.obrien', 'Sinéad O’Brien', 'Senior engineer, grid forecasting', 'Cork', 9, 'Python, TypeScript, TimescaleDB'],
  ['rohan.mehta', 'Rohan Mehta', 'Backend engineer', 'Pune', 4, 'Node.js, MongoDB, AWS'],
  ['ines.carvalho', 'Inês Carvalho', 'Platform engineer', 'Porto', 8, 'TypeScript, Kubernetes, PostgreSQL'],
  ['thora.jonsdottir', 'Þóra Jónsdóttir', 'Principal engineer, geothermal control', 'Reykjavík', 14, 'Rust, C++, MQTT'],
  ['mateo.quispe', 'Mateo Quispe', 'Mobile engineer', 'Lima', 6, 'Kotlin, Swift, GraphQL'],
  ['zeynep.aydin', 'Zeynep Aydın', 'Backend engineer, logistics', 'İzmir', 7, 'Java, Spring, Kafka'],
  ['oleksandr.koval', 'Олександр Коваль', 'Distributed systems engineer', 'Lviv', 10, 'Erlang, Go, PostgreSQL'],
  ['thuha.nguyen', 'Nguyễn Thu Hà', 'Backend engineer', 'Đà Nẵng', 5, 'Node.js, TypeScript, MySQL'],
  ['kwame.asante', 'Kwame Asante', 'Engineer, prepaid metering', 'Accra', 6, 'Elixir, PostgreSQL, MQTT'],
  ['freja.mikkelsen', 'Freja Mikkelsen', 'Senior engineer, wind park telemetry', 'Aarhus', 11, 'TypeScript, Kafka, InfluxDB'],
  ['tariq.hassan', 'Tariq Hassan', 'Software engineer', 'Amman', 3, 'Node.js, PostgreSQL, Docker'],
  ['leilani.kealoha', 'Leilani Kealoha', 'Backend engineer, climate research', 'Honolulu', 7, 'Python, PostgreSQL, Airflow'],
  ['dragan.petrovic', 'Dragan Petrović', 'Senior engineer, telecoms', 'Novi Sad', 13, 'Java, Oracle, Kafka'],
  ['hana.novakova', 'Hana Nováková', 'Backend engineer, e-commerce', 'Brno', 6, 'PHP, TypeScript, MySQL'],
  ['samuel.adeyemi', 'Samuel Adeyemi', 'Backend engineer, solar mini-grids', 'Ibadan', 5, 'Python, Django, MQTT'],
  ['marit.vandenberg', 'Marit van den Berg', 'Lead engineer, charging networks', 'Utrecht', 10, 'C#, Azure, OCPP'],
  ['gabor.szabo', 'Gábor Szabó', 'Systems engineer', 'Szeged', 15, 'C, Linux, PostgreSQL'],
  ['noa.levi', 'Noa Levi', 'Backend engineer, trading', 'Haifa', 8, 'Go, Kafka, ClickHouse'],
  ['piotr.zielinski', 'Piotr Zieliński', 'Backend engineer', 'Gdańsk', 4, 'TypeScript, NestJS, Redis'],

  ['aiko.yamamoto', 'Aiko Yamamoto', 'Product designer, mobile banking', 'Osaka', 8, 'Figma, Prototyping, Accessibility'],
  ['chiara.ferrante', 'Chiara Ferrante', 'Interaction designer', 'Bologna', 6, 'Figma, User research, Motion'],
  ['beatriz.souza', 'Beatriz Souza', 'Service designer, public services', 'Recife', 9, 'Service design, Facilitation, Figma'],
  ['fatima.elamrani', 'Fatima El Amrani', 'Product designer, insurance', 'Rabat', 7, 'Figma, Design systems, Arabic type'],
  ['callum.fraser', 'Callum Fraser', 'Senior product designer', 'Glasgow', 11, 'Prototyping, Design systems, HTML'],
  ['anneli.saar', 'Anneli Saar', 'Design lead, digital identity', 'Tartu', 12, 'Service design, Accessibility, Figma'],
  ['priya.raman', 'Priya Raman', 'UX designer', 'Chennai', 4, 'Figma, Usability testing'],
  ['thandiwe.mokoena', 'Thandiwe Mokoena', 'Product designer, micro-lending', 'Johannesburg', 7, 'User research, Figma, Writing'],
  ['lucas.moreau', 'Lucas Moreau', 'Product designer', 'Lyon', 5, 'Figma, Prototyping, CSS'],
  ['yara.haddad', 'Yara Haddad', 'Visual designer', 'Beirut', 6, 'Illustration, Branding, Figma'],
  ['ioana.dumitrescu', 'Ioana Dumitrescu', 'UX researcher and designer', 'Cluj-Napoca', 8, 'User research, Statistics, Figma'],
  ['emil.lindholm', 'Emil Lindholm', 'Junior product designer', 'Turku', 2, 'Figma, Prototyping'],
  ['xuemei.li', 'Li Xuemei', 'Web designer', 'Rotterdam', 5, 'Webflow, Branding, Motion'],
  ['diego.salazar', 'Diego Salazar', 'Product designer, wallets', 'Bogotá', 6, 'Figma, Design systems, Writing'],
  ['grace.wanjiru', 'Grace Wanjiru', 'Product designer, mobile money', 'Nairobi', 9, 'User research, USSD, Figma'],
  ['sofia.ibarra', 'Sofía Ibarra', 'Product designer', 'Valencia', 7, 'Figma, Accessibility, Prototyping'],
]

export const candidates = rows.map(([who, name, headline, location, years, skills]) => ({
  who,
  name,
  email: `${who}@${who.startsWith('candidate') ? 'hirewire' : 'mail'}.example`,
  profile: { headline, location, experienceYears: years, skills: skills.split(', ') },
}))
