interface PagesContext {
  request: Request
  env: { GATEWAY: { fetch(request: Request): Promise<Response> } }
  /** The static file, or the app's index.html; under /assets/ and /docs/ a 404 by the file of that name there. */
  next(): Promise<Response>
}

/** The same list as in `public/_routes.json`, which spares static files the way through here. */
const passed = /^\/(?:(?:api|fhir|\.well-known)\/|health$|api$)/

/** Hand the API's requests to the gateway unchanged. */
export const onRequest = ({ request, env, next }: PagesContext): Promise<Response> =>
  passed.test(new URL(request.url).pathname) ? env.GATEWAY.fetch(request) : next()
