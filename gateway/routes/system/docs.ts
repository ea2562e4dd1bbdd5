import { Hono } from 'hono'
import type { Gateway } from '../../gateway.ts'
import { byRoute } from '../../http/operation.ts'
import { says } from '../../http/route.ts'

/** The page's files are static and the web app's (web/public/docs and the reference viewer that the build copies beside it). */
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Smart Healthcare API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="reference"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/reference.js"></script>
</body>
</html>`

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"

export const docs = new Hono<Gateway>().get(
  '/',
  says(byRoute('system.describe'), 'A page to read and try the API'),
  c => c.html(page, 200, { 'content-security-policy': policy }),
)
