interface PagesContext {
  request: Request
  env: { GATEWAY: { fetch(request: Request): Promise<Response> } }
  /** The static file, or the app's index.html. */
  next(): Promise<Response>
}

/** The same list as in `public/_routes.json`, which spares static files the way through here. */
const passed = /^\/(?:(?:api|fhir|\.well-known)\/|health$)/

/** A file of the API's page. One that is not there is not the app: unknown addresses of the app get its index.html, these a 404. */
async function file(next: () => Promise<Response>): Promise<Response> {
  const answer = await next()
  const isApp = answer.headers.get('content-type')?.startsWith('text/html')
  return isApp ? new Response('Not found', { status: 404, headers: { 'cache-control': 'no-store' } }) : answer
}

/** Hand the API's requests to the gateway unchanged. */
export const onRequest = ({ request, env, next }: PagesContext): Promise<Response> => {
  const { pathname } = new URL(request.url)
  if (passed.test(pathname)) return env.GATEWAY.fetch(request)
  return pathname.startsWith('/docs/') ? file(next) : next()
}
