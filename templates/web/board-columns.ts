/** Below this all columns do not fit, and one is shown at a time. The same numbers stand in board.css. */
const narrow = matchMedia('(width < 900px)')
/** From here on even the columns at the end of the board stand open. */
const wide = matchMedia('(width >= 1600px)')

/** Which columns are seen: one at a time behind tabs on a narrow screen, the ends folded on one that is not wide. */
export const makeColumns = (root: HTMLElement) => {
  const tabs = [...root.querySelectorAll<HTMLButtonElement>('[role="tab"]')]
  const columns = [...root.querySelectorAll<HTMLElement>('.column')]
  const columnOf = (stage: string) => columns.find(column => column.dataset.stage === stage)
  const isFolded = (column: HTMLElement) =>
    !narrow.matches && !wide.matches && 'end' in column.dataset && !('open' in column.dataset)

  const select = (stage: string) => {
    for (const tab of tabs) {
      const selected = tab.dataset.stage === stage
      tab.ariaSelected = String(selected)
      tab.tabIndex = selected ? 0 : -1
      if (selected) tab.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }
    for (const column of columns) column.toggleAttribute('data-shown', column.dataset.stage === stage)
  }

  const showFolds = () => {
    for (const column of columns) {
      const button = column.querySelector<HTMLElement>('[data-fold]')
      if (button) button.ariaExpanded = String(!isFolded(column))
    }
  }
  /** What is a tab's panel on a narrow screen is a plain section on a wide one. */
  const adapt = () => {
    for (const column of columns) {
      column.role = narrow.matches ? 'tabpanel' : null
      column.toggleAttribute('data-folded', isFolded(column))
    }
    showFolds()
  }

  const step = (by: number) => {
    const at = tabs.findIndex(tab => tab.ariaSelected === 'true')
    const next = tabs.at((at + by) % tabs.length)!
    select(next.dataset.stage!)
    next.focus()
  }
  root.querySelector('[role="tablist"]')?.addEventListener('keydown', event => {
    const { key } = event as KeyboardEvent
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return
    event.preventDefault()
    step(key === 'ArrowRight' ? 1 : -1)
  })
  for (const tab of tabs) tab.addEventListener('click', () => select(tab.dataset.stage!))
  for (const column of columns)
    column.querySelector('[data-fold]')?.addEventListener('click', () => {
      column.toggleAttribute('data-open', isFolded(column))
      adapt()
    })
  narrow.addEventListener('change', adapt)
  wide.addEventListener('change', adapt)
  adapt()

  return {
    isNarrow: () => narrow.matches,
    /** Whether the cards of this column can be seen, or can be made to be. */
    canShow: (stage: string) => !isFolded(columnOf(stage)!),
    /** On a narrow screen makes this the column that is seen. */
    show: select,
    isShown: (stage: string) => !narrow.matches || 'shown' in columnOf(stage)!.dataset,
  }
}
