import type { Remedies } from '../remedy.ts'

const test = 'test/system/http-answers.test.ts'

export const remedies: Remedies = [
  {
    name: 'a body over the limit is answered, and not left half taken',
    file: 'gateway/http/middleware.ts',
    from: '      const rest = drain(reader)\n',
    to: '      const rest = reader.cancel()\n',
    test: 'test/browser/large-bodies.test.ts',
  },
  {
    name: 'a body is taken as application/json and nothing like it',
    file: 'gateway/http/middleware.ts',
    from: "!isJson.test(c.req.header('content-type') ?? '')",
    to: "!/^application\\/(?:[\\w.+-]+\\+)?json\\b/i.test(c.req.header('content-type') ?? '')",
    test,
    titled: 'a body is refused',
  },
  {
    name: 'a 405 names what is allowed',
    file: 'gateway/api.ts',
    from: "    c.header('allow', allowed.join(', '))\n",
    to: '',
    test,
    titled: '405',
  },
  {
    name: 'no other site embeds an answer',
    file: 'gateway/http/middleware.ts',
    from: "  headers.set('cross-origin-resource-policy', 'same-origin')\n",
    to: '',
    test,
    titled: 'embed',
  },
]
