const gatherMs = 400
const most = 3

/**
 * Says things to a screen reader in the page's live region. What comes together is said together, and a flood only as
 * a number.
 */
export const makeSpeech = (region: HTMLElement) => {
  let waiting: string[] = []
  const speak = () => {
    region.textContent = waiting.length > most ? `${waiting.length} changes on the board` : waiting.join('. ')
    waiting = []
  }
  return (words: string) => {
    if (!waiting.length) setTimeout(speak, gatherMs)
    waiting.push(words)
  }
}
