import { z } from 'zod';
import { routes } from './generated/routes';
import { commonErrors, errors, type ErrorCode } from './refusals';
import type { Route } from './route';

type Json = Record<string, unknown>;

const schemaOf = (type: z.ZodType, io: 'input' | 'output'): Json =>
  z.toJSONSchema(type, { target: 'openapi-3.0', io, unrepresentable: 'any' }) as Json;

function parametersOf(route: Route): Json[] {
  const from = (type: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
    if (!type) return [];
    const schema = schemaOf(type, 'input');
    const required = new Set((schema['required'] as string[] | undefined) ?? []);
    return Object.entries((schema['properties'] as Record<string, Json> | undefined) ?? {}).map(
      ([name, property]) => ({
        name,
        in: place,
        required: place === 'path' || required.has(name),
        schema: property,
      }),
    );
  };
  return [...from(route.params, 'path'), ...from(route.query, 'query')];
}

function responsesOf(route: Route): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of [...route.errors, ...commonErrors]) {
    const status = errors[code].status;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const refusals = [...byStatus.entries()].map(([status, codes]) => [
    String(status),
    {
      description: [...new Set(codes)].join(', '),
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  ]);
  const type = route.wire === 'download' ? 'text/csv' : 'application/json';
  return {
    '200': { description: route.summary, content: { [type]: { schema: schemaOf(route.reply, 'output') } } },
    ...Object.fromEntries(refusals),
  };
}

function operationOf(name: string, route: Route): Json {
  const area = route.path.split('/')[1] ?? 'other';
  const content = route.wire === 'csv' ? { 'text/csv': { schema: { type: 'string' } } } : undefined;
  const body = route.body ? { 'application/json': { schema: schemaOf(route.body, 'input') } } : content;
  return {
    operationId: name,
    summary: route.summary,
    description: `Access: ${route.access}. Refusals in order of precedence: ${route.errors.join(', ') || 'only the common ones'}.`,
    tags: [area],
    parameters: parametersOf(route),
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses: responsesOf(route),
    ...(route.access === 'public'
      ? {}
      : { security: [route.access === 'open-api' ? { signature: [] } : { bearer: [] }] }),
  };
}

/** The whole contract as an OpenAPI 3.0 document; generated into `generated/openapi.json`. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(name, route) };
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Liuliang 留量',
      version: '1',
      description: 'Membership platform API. Generated from libs/contract.',
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        signature: { type: 'apiKey', in: 'header', name: 'X-Liuliang-Signature' },
      },
      schemas: {
        Error: {
          type: 'object',
          required: ['code', 'requestId'],
          properties: {
            code: { type: 'string', enum: Object.keys(errors) },
            data: { type: 'object' },
            requestId: { type: 'string' },
          },
        },
      },
    },
  };
}
