/** A pattern for `ilike` that finds this text anywhere; its own `%` and `_` stand for themselves. */
export const containing = (text: string) => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
