import { Hono } from 'hono'
import { may } from '#shared/permissions'
import { composeDashboard, Dashboard } from '../../compose/dashboard.ts'
import type { Gateway } from '../../gateway.ts'
import { problem } from '../../http/problem.ts'
import { says } from '../../http/validate.ts'

export const dashboard = new Hono<Gateway>().get('/', says('Today at the clinic', Dashboard), async c => {
  const { actor } = c.var
  if (!may(actor.roles, 'dashboard.read')) return problem(c, { code: 'forbidden' }) as never
  return c.json(await composeDashboard(c.env, actor))
})
