/** The right to what the page shows has ended: nothing of it stays on the screen, and words say so. */
export const showClosed = (root: HTMLElement) => {
  root.querySelector<HTMLElement>(':scope > [data-part="closed"]')!.hidden = false
  for (const element of root.querySelectorAll('[data-part="content"]')) element.remove()
  for (const dialog of document.querySelectorAll('dialog')) dialog.close()
}
