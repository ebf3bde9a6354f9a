/** The time zone of this device. */
export const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Offers the names of all zones to a field. */
export const offerZones = (list: HTMLDataListElement) => {
  const names = new Set(['UTC', deviceZone, ...Intl.supportedValuesOf('timeZone')])
  list.append(
    ...[...names].map(name => {
      const option = document.createElement('option')
      option.value = name
      return option
    }),
  )
}
