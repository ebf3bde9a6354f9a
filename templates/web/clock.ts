/** The instant it is for the server: this machine's, but in a demo whose clock was moved. */
export const now = () => new Date(Date.now() + Number(document.documentElement.dataset.clockAhead ?? 0))
