interface Behind {
  GATEWAY: Fetcher
  BARE: Fetcher
}

/** Hands a request on, to the gateway or to the bare Worker: both sides of the comparison come the same way. */
export default {
  fetch(request: Request, env: Behind): Promise<Response> | Response {
    const path = request.url.slice(request.url.indexOf('/', 8))
    if (path === '/ready') return new Response('ready')
    return path.startsWith('/bare') ? env.BARE.fetch(request) : env.GATEWAY.fetch(request)
  },
}
