import { replyHint, replyMarker } from '../../templates/mail/reply-marker.ts'

export const address = 'no-reply@hirewire.example'
export const sender = `Hirewire <${address}>`

/** A mail of ours as text, in two halves between which somebody may answer. What is secret in it may not be taken. */
const halves = [
  `${replyHint}\n\n${replyMarker}\n\nThe discussion of Cara\n\nSenior engineer, Acme\n\nRita Recruiter, 24 Nov 2026, 10:15\nSECRET-ONE Could you meet her on Tuesday?`,
  `Rolf Recruiter, 24 Nov 2026, 10:20\nSECRET-TWO And what about her pay?\n\nOpen the thread: https://hirewire.test/applications/x\n\n---\n\nYou get this because somebody wrote in a thread that you take part in. Times\nare of Europe/Berlin.`,
] as const
export const ours = halves.join('\n\n')
export const marked = (text: string) => text.replaceAll(/^/gm, '> ')

export interface Written {
  above?: string
  between?: string
  below?: string
}

/** A program that marks every line that it quotes, with the line that it writes above. */
const marking =
  (announcement: string) =>
  ({ above = '', between = '', below = '' }: Written) =>
    `${above}\n\n${announcement}\n\n${marked(halves[0])}\n${between && `\n${between}\n\n`}${marked(halves[1])}\n\n${below}`

/** Text of programs that mark what they quote. */
export const markingPrograms: Record<string, (written: Written) => string> = {
  Gmail: marking(`On Tue, Nov 24, 2026 at 10:15 AM ${sender} wrote:`),
  'Gmail, broken': marking(
    `On Tue, Nov 24, 2026 at 10:15 AM Hirewire for Acme Recruiting\n<${address}> wrote:`,
  ),
  'Gmail in German': marking(`Am Di., 24. Nov. 2026 um 10:15 Uhr schrieb ${sender}:`),
  'Gmail in French': marking(`Le mar. 24 nov. 2026 à 10:15, ${sender} a écrit :`),
  'Gmail in Spanish': marking(`El mar, 24 nov 2026 a las 10:15, Hirewire (<${address}>) escribió:`),
  'Gmail in Polish': marking(`wt., 24 lis 2026 o 10:15 ${sender} napisał(a):`),
  'Gmail in Greek': marking(`Στις Τρί 24 Νοε 2026 στις 10:15 π.μ., ο χρήστης Hirewire\n<${address}> έγραψε:`),
  'Gmail in Ukrainian': marking(`вт, 24 лист. 2026 р. о 10:15 ${sender} пише:`),
  'Gmail in Hebrew': marking(
    `\u202bבתאריך יום ג׳, 24 בנוב׳ 2026 ב-10:15 מאת \u202aHirewire\u202c\u200f <\u202a${address}\u202c\u200f>:\u202c\u200f`,
  ),
  'Gmail in Japanese': marking(`2026年11月24日(火) 10:15 ${sender}:`),
  'Gmail in a language that nobody here knows': marking(
    `Dydd Maw, 24 Tach 2026 am 10:15 ${sender} a ddywedodd:`,
  ),
  'Apple Mail': marking(`> On 24 Nov 2026, at 10:15, ${sender} wrote:\n> `),
  'Apple Mail on a phone': written =>
    marking(`Sent from my iPhone\n\nOn 24 Nov 2026, at 10:15, ${sender} wrote:\n\n\ufeff`)(written),
  'a program that names no day': marking('Hirewire wrote:'),
  Thunderbird: marking('On 24/11/2026 10:15, Hirewire wrote:'),
  'Thunderbird in German': marking('Am 24.11.26 um 10:15 schrieb Hirewire:'),
  'Thunderbird in French': marking('Le 24/11/2026 à 10:15, Hirewire a écrit :'),
  'Thunderbird in Czech': marking('Dne 24. 11. 26 v 10:15 Hirewire napsal(a):'),
  'Proton Mail': marking(
    `Sent with [Proton Mail](https://proton.me/mail/home) secure email.\n\nOn Tuesday, November 24th, 2026 at 10:15 AM, ${sender} wrote:`,
  ),
  'Proton Mail, before': marking(
    `‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Tuesday, November 24th, 2026 at 10:15 AM, ${sender} wrote:`,
  ),
  'a program that marks after a head': marking(
    `-----Original Message-----\nFrom: ${sender}\nSent: Tuesday, 24 November 2026 10:15\nSubject: The discussion of Cara`,
  ),
}

/** Text of programs that mark nothing: where the quote ends nobody can know. */
export const plainPrograms: Record<string, string> = {
  Outlook: `From: ${sender}\r\nSent: Tuesday, November 24, 2026 10:15\r\nTo: Clara <c@x.example>\r\nSubject: The discussion of Cara\r\n\r\n${ours}`,
  'Outlook, with an older line': `-----Original Message-----\nFrom: Hirewire [mailto:${address}] \nSent: Tuesday, November 24, 2026 10:15 AM\nTo: Clara\nSubject: The discussion\n\n${ours}`,
  'Outlook, without an address': `From: Hirewire\nSent: Tuesday, November 24, 2026 10:15 AM\nTo: Clara\nSubject: The discussion\n\nSECRET-ONE`,
  'Outlook in German': `Von: ${sender}\nGesendet: Dienstag, 24. November 2026 10:15\nAn: Clara <c@x.example>\nBetreff: The discussion of Cara\n\n${ours}`,
  'Outlook in French': `De : ${sender}\nEnvoyé : mardi 24 novembre 2026 10:15\nÀ : Clara\nObjet : The discussion of Cara\n\n${ours}`,
  'Outlook in Spanish': `De: ${sender}\nEnviado el: martes, 24 de noviembre de 2026 10:15\nPara: Clara\nAsunto: The discussion of Cara\n\n${ours}`,
  'Outlook in Polish': `Od: ${sender}\nWysłano: wtorek, 24 listopada 2026 10:15\nDo: Clara\nTemat: The discussion of Cara\n\n${ours}`,
  'Outlook in Greek': `Από: ${sender}\nΣτάλθηκε: Τρίτη, 24 Νοεμβρίου 2026 10:15\nΠρος: Clara\nΘέμα: The discussion of Cara\n\n${ours}`,
  'Outlook in Ukrainian': `Від: ${sender}\nНадіслано: вівторок, 24 листопада 2026 р. 10:15\nКому: Clara\nТема: The discussion of Cara\n\n${ours}`,
  'Outlook in a language that nobody here knows': `Oddi wrth: ${sender}\nAnfonwyd: 24 Tachwedd 2026\nAt: Clara\n\n${ours}`,
  'Outlook, with bold labels': `*From:* ${sender}\n*Sent:* Tuesday\n*To:* Clara\n\n${ours}`,
  'Outlook on a phone': `Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: ${sender}\nSent: Tuesday, November 24, 2026 10:15:00 AM\nTo: Clara <c@x.example>\nSubject: The discussion of Cara\n\n${ours}`,
  'Outlook on an Android phone in German': `Outlook für Android<https://aka.ms/AAb9ysg> beziehen\n________________________________\nVon: ${sender}\nGesendet: Dienstag, 24. November 2026 10:15:00\nAn: Clara <c@x.example>\nBetreff: The discussion of Cara\n\n${ours}`,
  Samsung: `-------- Original message --------\nFrom: ${sender}\nDate: 24/11/2026  10:15  (GMT+01:00)\nTo: c@x.example\nSubject: The discussion of Cara\n\n${ours}`,
  GMX: `Gesendet: Dienstag, 24. November 2026 um 10:15 Uhr\nVon: "Hirewire" <${address}>\nAn: c@x.example\nBetreff: The discussion of Cara\n\n${ours}`,
  Yahoo: `    On Tuesday, November 24, 2026 at 10:15:00 AM GMT+1, ${sender} wrote:  \n \n ${ours.replaceAll('\n', '\n ')}`,
  'Yahoo in Polish': `    W dniu wtorek, 24 listopada 2026 10:15:00 CET użytkownik ${sender} napisał:  \n \n ${ours.replaceAll('\n', '\n ')}`,
  'a program that says nothing at all': ours,
  'a mail that is passed on by Gmail': `---------- Forwarded message ---------\nFrom: Ina <ina@other.example>\nDate: Tue, Nov 24, 2026 at 10:15 AM\nSubject: SECRET\nTo: Clara <c@x.example>\n\n\nSECRET-ONE`,
  'a mail that is passed on by Apple Mail': `Begin forwarded message:\n\nFrom: Ina <ina@other.example>\nSubject: SECRET\nDate: 24 November 2026 at 10:15:00 CET\nTo: Clara <c@x.example>\n\nSECRET-ONE`,
  'a mail that is passed on by Thunderbird': `-------- Weitergeleitete Nachricht --------\nBetreff: \tSECRET\nDatum: \tTue, 24 Nov 2026 10:15:00 +0100\nVon: \tIna <ina@other.example>\nAn: \tc@x.example\n\nSECRET-ONE`,
}

const [first, second] = halves.map(half =>
  half
    .split('\n')
    .map(line => `<p>${line}</p>`)
    .join(''),
) as [string, string]
const at = '<a href="mailto:no-reply@hirewire.example">no-reply@hirewire.example</a>'

/** HTML of programs that show where a quote ends. */
export const markingPages: Record<string, (written: Written) => string> = {
  Gmail: ({ above = '', between = '', below = '' }) =>
    `<div dir="ltr">${above}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Tue, Nov 24, 2026 at 10:15 AM Hirewire &lt;${at}&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0">${first}</blockquote><div>${between}</div><blockquote class="gmail_quote">${second}</blockquote></div><div>${below}</div>`,
  'Gmail in a language that nobody here knows': ({ above = '', between = '', below = '' }) =>
    `<div dir="ltr">${above}</div><div class="gmail_quote"><div class="gmail_attr">SECRET-NAME a ddywedodd</div><blockquote class="gmail_quote">${first}</blockquote>${between}<blockquote class="gmail_quote">${second}</blockquote></div>${below}`,
  'Apple Mail': ({ above = '', between = '', below = '' }) =>
    `<html><body>${above}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>On 24 Nov 2026, at 10:15, Hirewire wrote:</div>${first}</blockquote><div>${between}</div><blockquote type="cite">${second}</blockquote></div><div>${below}</div></body></html>`,
  Thunderbird: ({ above = '', between = '', below = '' }) =>
    `<p>${above}</p><div class="moz-cite-prefix">Am 24.11.26 um 10:15 schrieb SECRET-NAME:<br></div><blockquote type="cite" cite="mid:x">${first}</blockquote><p>${between}</p><blockquote type="cite">${second}</blockquote><p>${below}</p><pre class="moz-signature" cols="72">-- \nClara</pre>`,
  'Proton Mail': ({ above = '', between = '', below = '' }) =>
    `<div style="font-family: Arial">${above}</div><div class="protonmail_signature_block"><div>Sent with Proton Mail</div></div><div class="protonmail_quote">On Tuesday, November 24th, 2026 at 10:15 AM, Hirewire &lt;no-reply@hirewire.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">${first}</blockquote>${between}<blockquote class="protonmail_quote" type="cite">${second}</blockquote></div>${below}`,
  Yahoo: ({ above = '', between = '', below = '' }) =>
    `<div class="ydp1yahoo-style-wrap"><div>${above}${between && `<br>${between}`}</div></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div><div>On Tuesday, Hirewire wrote:</div>${first}${second}</div></div>${below}`,
  'Outlook on a phone': ({ above = '', between = '', below = '' }) =>
    `<div>${above}${between && `<br>${between}`}</div><div id="mail-editor-reference-message-container"><hr><div id="divRplyFwdMsg">From: SECRET-NAME</div>${first}${second}</div><div>${below}</div>`,
}

/** HTML of programs that do not. */
export const plainPages: Record<string, string> = {
  Outlook: `<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class=MsoNormal><b>From:</b> Hirewire &lt;${at}&gt; <br><b>Sent:</b> Tuesday, November 24, 2026 10:15<br><b>To:</b> Clara<br><b>Subject:</b> The discussion of Cara</p></div>${first}${second}`,
  'Outlook, of another mail': `<div><p class=MsoNormal><b>Von:</b> Ina &lt;ina@other.example&gt; <br><b>Gesendet:</b> Dienstag, 24. November 2026 10:15<br><b>An:</b> Clara<br><b>Betreff:</b> SECRET</p></div><p>SECRET-ONE</p>`,
  'Outlook on the web': `<div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font><b>From:</b> SECRET-NAME<br><b>Sent:</b> Tuesday</font></div><p>SECRET-ONE</p>`,
  'a mail that is passed on by Gmail': `<div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Ina</b> <br>Subject: SECRET<br></div><br><p>SECRET-ONE</p></div>`,
}
