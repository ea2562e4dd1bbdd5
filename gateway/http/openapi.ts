import { toJsonSchema } from '@valibot/to-json-schema'
import type { Hono } from 'hono'
import type * as v from 'valibot'
import { problemCatalogue } from './problem.ts'
import { described } from './validate.ts'

type JsonObject = Record<string, unknown>

function schemaOf(schema: v.GenericSchema, typeMode: 'input' | 'output'): JsonObject {
  const { $schema, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', typeMode }) as JsonObject
  return rest
}

function parametersOf(path: string, query: v.GenericSchema | undefined, match: boolean): JsonObject[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', maxLength: 64 },
  }))
  const shape = query ? (schemaOf(query, 'input') as { properties?: JsonObject; required?: string[] }) : {}
  const inQuery = Object.entries(shape.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: shape.required?.includes(name) ?? false,
    schema,
  }))
  const header = match ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } }] : []
  return [...inPath, ...inQuery, ...header]
}

/** OpenAPI 3.1 of every route of the router, from the schemas that the routes validate with. */
export function openApi(app: Pick<Hono, 'routes'>, open: ReadonlySet<string>, version: string): JsonObject {
  const paths: Record<string, JsonObject> = {}
  const routes = new Map<string, { method: string; path: string; what: ReturnType<typeof described> }>()
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL' || path.includes('*')) continue
    const key = `${method} ${path}`
    routes.set(key, { method, path, what: { ...routes.get(key)?.what, ...described(handler) } })
  }
  for (const [key, { method, path, what }] of routes) {
    const parameters = parametersOf(path, what?.query, what?.match ?? false)
    const status = String(what?.status ?? 200)
    const done = what?.answer
      ? { description: 'Done.', content: { 'application/json': { schema: schemaOf(what.answer, 'output') } } }
      : { description: 'Done.' }
    const operation = {
      summary: what?.summary ?? key,
      operationId: key.replace(/[^A-Za-z0-9]+/g, '_').replace(/_$/, ''),
      tags: [path.split('/')[2] ?? 'system'],
      ...(open.has(key) ? { security: [] } : {}),
      ...(parameters.length > 0 ? { parameters } : {}),
      ...(what?.json
        ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(what.json, 'input') } } } }
        : {}),
      responses: {
        [status]: done,
        ...(what?.again ? { [String(what.again)]: done } : {}),
        default: { $ref: '#/components/responses/Problem' },
      },
    }
    const openApiPath = path.replace(/:(\w+)/g, '{$1}')
    paths[openApiPath] = { ...paths[openApiPath], [method.toLowerCase()]: operation }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Smart Healthcare', version, description: 'The system on which a clinic runs its day.' },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: {
        Problem: {
          description: problemCatalogue()
            .map(({ code, status, title }) => `${status} \`${code}\` ${title}`)
            .join('\n\n'),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'code', 'requestId'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { enum: problemCatalogue().map(({ code }) => code) },
            requestId: { type: 'string' },
            fields: {
              type: 'array',
              items: { type: 'object', properties: { path: { type: 'string' }, rule: { type: 'string' } } },
            },
            details: {},
          },
        },
      },
    },
  }
}
