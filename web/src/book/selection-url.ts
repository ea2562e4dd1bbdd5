/** What is chosen so far stands in the address, so that Back goes one step back and a reload loses nothing. */
export interface Chosen {
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

const names = ['type', 'who', 'at', 'with', 'from'] as const

export function chosen(search = location.search): Chosen {
  const query = new URLSearchParams(search)
  return Object.fromEntries(names.flatMap(name => (query.get(name) ? [[name, query.get(name)]] : [])))
}

export function searchOf(choice: Chosen): string {
  const query = new URLSearchParams(names.flatMap(name => (choice[name] ? [[name, choice[name]]] : [])))
  return `?${query}`
}

/** The clinic of `/book/<slug>`. */
export function slugOf(path = location.pathname): string {
  return decodeURIComponent(/^\/book\/([^/]+)/.exec(path)?.[1] ?? '')
}

/** Where the portal goes on with what was chosen here. */
export function portalOf({ from: _, ...choice }: Chosen): string {
  return `/home/book${searchOf(choice)}`
}
