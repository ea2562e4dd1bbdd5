import type { Remedies } from '../remedy.ts'

export const remedies: Remedies = [
  {
    name: 'a mailed link leads to our origin, whatever the Host header says',
    file: 'gateway/identity/browser/client.ts',
    from: '  if (!loopback.test(hostname)) throw new OriginUnknown()\n',
    to: '',
    test: 'test/system/mailed-links.test.ts',
  },
]
