/**
 * Whether a bank account's number is what it says it is (ISO 13616): the first four characters moved to the end, letters
 * read as 10 to 35, the number leaves 1 when divided by 97. In capitals, without spaces.
 */
export const isIban = (iban: string) => {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, letter => String(parseInt(letter, 36)))
  return BigInt(digits) % 97n === 1n
}
