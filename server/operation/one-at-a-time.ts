/** Calls that come while one is running get that one's result: whoever asks often asks for no more than one at a time. */
export const oneAtATime = <Result>(work: () => Promise<Result>) => {
  let running: Promise<Result> | undefined
  return () => (running ??= work().finally(() => (running = undefined)))
}
