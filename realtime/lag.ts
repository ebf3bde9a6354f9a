/**
 * How far behind the log a node is. It is not behind while each look at the heads comes in its time and what was found
 * is delivered; a pass that takes long and a look that does not come both count from when they should have been done.
 */
export const makeLag = ({ lookEvery, now = Date.now }: { lookEvery: number; now?: () => number }) => {
  let lookedAt = now()
  let passBegan: number | undefined
  return {
    /** The heads were read. */
    looked: () => void (lookedAt = now()),
    /** New events are being read and sent: from here … */
    begin: () => void (passBegan = now()),
    /** … to here. */
    end: () => void (passBegan = undefined),
    /** In s. */
    seconds: () => {
      const sinceLook = now() - lookedAt - lookEvery
      const sincePass = passBegan === undefined ? 0 : now() - passBegan
      return Math.max(0, sinceLook, sincePass) / 1_000
    },
  }
}
