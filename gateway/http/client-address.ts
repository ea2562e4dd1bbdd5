import type { Context } from 'hono'

/** The client's address as the edge saw it: limits count by it. */
export function addressOf(c: Context): string {
  return c.req.header('cf-connecting-ip') ?? 'unknown'
}

/** An IPv6 address counts by its /64, which is what one household or server has. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const gap = address.includes('::')
    ? Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
    : []
  return [...left, ...gap, ...right].slice(0, 4).join(':')
}
