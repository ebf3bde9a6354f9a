/** The order inside a column: by rank, ties by id, so the same for everybody. Pure: the browser sorts with it too. */
export const byRank = (a: { id: string; rank?: string }, b: { id: string; rank?: string }) => {
  const [left, right] = a.rank === b.rank ? [a.id, b.id] : [a.rank ?? '', b.rank ?? '']
  return left < right ? -1 : 1
}
