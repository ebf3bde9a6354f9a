/** What one connection and one person may do at most. The documentation says these numbers too. */
export const limits = {
  messagesPerSecond: 20,
  /** So many messages may come at once, if none came before. */
  burst: 40,
  joinsPerSecond: 10,
  typingPerSecond: 2,
  roomsPerSocket: 50,
  socketsPerPerson: 10,
  frameBytes: 64 * 1_024,
}
