/** Cover letters to Kestrel Grid, by who wrote them. Not everybody does. */
export const gridLetters: Record<string, string> = {
  candidate:
    'For four years I have kept the metering data of two million households flowing: ingestion, late arrivals, corrections. Your posting describes the part of that work I like best. I am in Berlin, an hour and three quarters by train, and would gladly spend two days a week in Hamburg.',
  candidate2:
    'I build things from the table to the button. At my current company I moved our event pipeline to PostgreSQL and then designed the screens that show it, because nobody else had the time. I would be glad to tell you which of the two I did better.',
  'amara.diallo':
    'I have led a team of nine for three years and have found that I want to write code again. My last large system settles imbalance energy for three countries every fifteen minutes; I can talk about what went wrong at least as well as about what went right.',
  'athina.papadopoulou':
    'My work is streams: late data, duplicate data, data that was never sent. I know the Greek balancing market from the inside and would like to see a larger one.',
  'sinead.obrien':
    'I forecast wind for a living and then watch the forecast being wrong. What I enjoy is the plumbing between the two. References from the Irish grid operator on request.',
  'minjun.park':
    'Payments taught me that a message arrives once, twice or never, and that people remember which. I am moving to Hamburg with my family in spring and have no need of a visa.',
  'rohan.mehta':
    'Please find my profile attached. I learn fast, and I read your engineering blog from start to end.',
  'noa.levi':
    'Markets are grids with money in them. I have spent eight years on low-latency order flow and would like to work on something that keeps the lights on.',
  'leilani.kealoha':
    'I run the data pipeline of an ocean observatory: sensors that corrode, links that drop, scientists who need a number by nine. I am relocating to Germany in any case.',
  'samuel.adeyemi':
    'I wrote the software for eleven solar mini-grids, and I have also carried the batteries. Happy to start in a more junior role if that fits better.',
  'gabor.szabo':
    'Fifteen years close to the hardware. I prefer to show code: a talk of an hour says more than this letter.',
  'ines.carvalho':
    'Maya wrote to me about this role and I said no, then read the posting again on the train. The sentence about on-call being paid, shared and quiet convinced me.',
  'zeynep.aydin':
    'Forty thousand parcels an hour, and each of them has an opinion about where it is. I would like to do the same for megawatts.',
  'oleksandr.koval':
    'I have written Erlang for a mobile operator for ten years, most of it still running. I can start at once.',
  'thora.jonsdottir':
    'I have controlled boreholes, turbines and one very old dam. I look for a team that tests its failures on purpose.',
  'freja.mikkelsen':
    'Telemetry of four hundred turbines, one measurement a second, and a boss who asks why one is missing. I know why.',
  'mateo.quispe':
    'I have built apps for six years and would like to move to the server side. I know it is a step.',
  'kwame.asante':
    'Prepaid meters speak over a network that is gone every evening at seven. I build for the morning after.',
}

/** Cover letters to Alder & Finch. */
export const bankLetters: Record<string, string> = {
  candidate2:
    'I draw before I program, and I program what I draw. I have opened accounts at five banks in three languages and kept notes.',
  'aiko.yamamoto':
    'At my bank we took account opening from eleven screens to four, and the compliance officer thanked us. I would like to do that again in a place with other rules.',
  'thandiwe.mokoena':
    'My customers had a phone with a cracked screen and ten minutes of patience. I design for them first; everybody else profits.',
  'chiara.ferrante':
    'I prototype early and throw away a lot. In my portfolio you find the thrown-away versions beside the final ones.',
  'grace.wanjiru':
    'I have designed for menus of 160 characters. It makes you honest about what a person really needs to be asked.',
  'beatriz.souza':
    'I mapped how people register a birth in Pernambuco: fourteen counters became two. Onboarding at a bank cannot be worse.',
  'callum.fraser': 'I write the HTML of what I draw. Portfolio and two references are in my profile.',
  'diego.salazar': 'I design wallets that my mother uses. She reports defects by telephone.',
  'emil.lindholm': 'This would be my second job. I know that you ask for more years; I would like to try.',
}
