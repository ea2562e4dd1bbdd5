/** The selection of a booking. The URL holds it, so that Back goes one step back and a reload loses nothing. */
export interface Selection {
  /** A visit type. */
  type?: string
  /** A member of staff, or `any`. */
  who?: string
  /** The instant of the visit, and with whom it then is. */
  at?: string
  with?: string
  /** The first day of the week that is shown. */
  from?: string
}

const parameters = ['type', 'who', 'at', 'with', 'from'] as const

export function selectionOf(search = location.search): Selection {
  const query = new URLSearchParams(search)
  return Object.fromEntries(parameters.flatMap(name => (query.get(name) ? [[name, query.get(name)]] : [])))
}

export function searchOf(selection: Selection): string {
  const query = new URLSearchParams(parameters.flatMap(name => (selection[name] ? [[name, selection[name]]] : [])))
  return `?${query}`
}

/** The clinic of `/book/<slug>`. */
export function clinicSlug(path = location.pathname): string {
  return decodeURIComponent(/^\/book\/([^/]+)/.exec(path)?.[1] ?? '')
}

/** The portal's URL that continues the booking with this selection. */
export function portalUrl({ from: _, ...selection }: Selection): string {
  return `/home/book${searchOf(selection)}`
}
