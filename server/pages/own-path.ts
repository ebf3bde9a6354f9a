/**
 * The path to go on to, if it is one of ours: `next` as a link carries it, or undefined. Whatever a browser would read as
 * another origin is refused (`//elsewhere`, `/\elsewhere`, `https:elsewhere`, a tab inside), so no link leads away from here.
 */
export const ownPath = (next: unknown): string | undefined => {
  const here = 'http://own.invalid'
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next) || !URL.canParse(next, here)) return undefined
  const { origin, pathname, search, hash } = new URL(next, here)
  const path = pathname + search + hash
  return origin === here && !path.startsWith('//') ? path : undefined
}
