/** Fields that mail programs write above what they quote, as in a mail's own head: whom it is from, and what about. */
export const fromLabels = new Set(
  'from von de da van från fra lähettäjä od feladó kimden від от από отправитель 发件人 寄件者 差出人 보낸사람 מאת من'.split(
    ' ',
  ),
)
export const subjectLabels = new Set(
  'subject betreff objet asunto oggetto assunto onderwerp ämne emne aihe temat předmět predmet predmět tárgy subiect konu тема θέμα 主题 主旨 件名 제목 נושא الموضوع'.split(
    ' ',
  ),
)
/** When it was sent, and to whom. */
export const otherLabels = new Set(
  'sent date to cc gesendet datum an envoyé date à enviado fecha para inviato data a verzonden aan skickat till sendt til dato lähetetty vastaanottaja päivämäärä wysłano do dw data odesláno komu elküldve címzett надіслано дата кому копія копия отправлено στάλθηκε ημερομηνία προς κοιν 发送时间 收件人 日期 送信日時 宛先 日時 보낸날짜 받는사람'.split(
    ' ',
  ),
)

/** How “wrote” is said, by the languages of the lines above a quote. */
export const wrote =
  /wrote|writes|schrieb|geschrieben|écrit|escribi|scritto|escreveu|schreef|skrev|kirjoitti|napisał|pisze|napsal|napísal|napisa[ol]|írta|scris|yazdı|написа|писал|пише|напісаў|έγραψε|έγραψαν|כתב|كتب|写道|寫道|작성|のメール/iu

/** `-----Original Message-----`, by the middle of it. */
export const originalMessage =
  /^[-_‐–—=*\s]{2,12}(original|urspr|weitergel|message d.origine|message transf|mensaje|mensagem|messaggio|oorspronkelijk|doorgestuurd|wiadomość|oryginalna|přeposl|původní|оригін|пересл|исходн|αρχικό|προωθ|forwarded|reenviad|videresend|vidarebef|opprinnelig|oprindelig)[^\n]{0,40}[-_‐–—=*]{2,12}$/iu

/** What Apple’s programs write above a mail that is passed on. */
export const passedOn =
  /^(begin forwarded message|anfang der weitergeleiteten nachricht|début du message (réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|początek przekazanej wiadomości|αρχή προωθημένου μηνύματος|початок переспрямованого листа|початок переадресованого повідомлення)\s?:$/iu

/** What a program says of itself below a text, on a line of its own, and what it may call itself. */
export const sentFrom =
  /^(sent (from|with|using)|get outlook for|gesendet|von mein|diese nachricht wurde|holen sie sich|outlook für|envoyé|télécharge[rz]|obtenir|enviad[oa]|obtener|obtén|inviat[oa] da|scarica|wysłan[eo]|pobierz|στάλθηκε|λήψη|надіслан|відправлен|отримат|отправлено|verstuurd|verzonden|skickat|sendt fra|hent outlook|odesláno|lähetetty|iphone.{0,3}から送信|发自|寄自)[^:;!?]{0,50}(<|\(|$|:\/\/)/iu
export const programs =
  /iphone|ipad|android|samsung|galaxy|outlook|gmail|yahoo|proton|gmx|web\.de|blackberry|huawei|xiaomi|pixel|nokia|mail (app|for|für|pour)|windows|smartphone|mobil|\bhandy\b|téléphone|teléfono|telefon|\bphone\b/iu
