/** One line of Prometheus' text format. */
export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

const line = /^(?<name>\w+)(?:\{(?<labels>.*)\})? (?<value>\S+)$/

/** The figures of a node, read as Prometheus would. */
export const scrape = async (url: string, token: string) => {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  const samples = (await response.text()).split('\n').flatMap((text): Sample[] => {
    const found = line.exec(text)?.groups
    if (!found) return []
    const labels = [...(found.labels ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [
      key,
      value,
    ])
    return [
      {
        name: found.name!,
        labels: Object.fromEntries(labels) as Record<string, string>,
        value: Number(found.value),
      },
    ]
  })
  return {
    samples,
    /** The sum of what has this name and these labels; undefined if there is nothing of it. */
    value: (name: string, labels: Record<string, string> = {}) => {
      const fitting = samples.filter(
        sample =>
          sample.name === name &&
          Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
      )
      return fitting.length ? fitting.reduce((sum, { value }) => sum + value, 0) : undefined
    },
  }
}
