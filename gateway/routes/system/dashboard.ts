import { Hono } from 'hono'
import { composeDashboard, Dashboard } from '../../compose/dashboard.ts'
import type { Gateway } from '../../gateway.ts'
import { answer } from '../../http/answer.ts'
import { composed } from '../../http/operation.ts'
import { says } from '../../http/route.ts'

export const dashboard = new Hono<Gateway>().get(
  '/',
  says(composed('dashboard.read', composeDashboard), 'Today at the clinic', Dashboard),
  c => answer(c, undefined),
)
