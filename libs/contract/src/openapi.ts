import { z } from 'zod';
import { routes } from './generated/routes';
import { commonErrors, errors, type ErrorCode } from './refusals';
import type { Route } from './route';

type Json = Record<string, unknown>;

type Direction = 'input' | 'output';
/** The schema of a shape, where its named parts are found under the components of the document. */
type SchemaOf = (type: z.ZodType, io: Direction) => Json;

const HERE = '#/definitions/';
const COMPONENTS = '#/components/schemas/';

/** A copy with every reference to a part of its own led to where the part is now. */
const led = (value: unknown, nameOf: (name: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((item) => led(item, nameOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string' && inner.startsWith(HERE)
        ? COMPONENTS + nameOf(inner.slice(HERE.length))
        : led(inner, nameOf),
    ]),
  );
};

/** The names of parts that are not the same in both, by themselves or by what they refer to. */
function differing(parts: Json, others: Json): Set<string> {
  const texts = Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part)] as const);
  const found = new Set(
    texts.filter(([name, text]) => text !== JSON.stringify(others[name])).map(([name]) => name),
  );
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [name, text] of texts)
      if ([...found].some((other) => text.includes(`"${HERE}${other}"`))) found.add(name);
  }
  return found;
}

/**
 * Makes schemas whose named parts stand once, among the components: a reference inside a document is looked up from its
 * root. What is taken in leaves out what has a default, what is answered does not, so that a part may have two shapes.
 * @param components is filled with the parts
 */
function schemasInto(components: Json): SchemaOf {
  const put = (name: string, part: unknown): void => {
    if (name in components && JSON.stringify(components[name]) !== JSON.stringify(part))
      throw new Error(`Two schemas are called ${name}`);
    components[name] = part;
  };
  return (type, io) => {
    const shape = (direction: Direction): Json =>
      z.toJSONSchema(type, { target: 'openapi-3.0', io: direction, unrepresentable: 'any' }) as Json;
    const { definitions = {}, ...schema } = shape(io);
    const apart =
      io === 'input' ? differing(definitions as Json, (shape('output')['definitions'] ?? {}) as Json) : null;
    const nameOf = (name: string): string => (apart?.has(name) ? `${name}Input` : name);
    for (const [name, part] of Object.entries(definitions as Json)) put(nameOf(name), led(part, nameOf));
    return led(schema, nameOf) as Json;
  };
}

function parametersOf(route: Route, schemaOf: SchemaOf): Json[] {
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

function responsesOf(route: Route, schemaOf: SchemaOf): Json {
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

/** Operators bring a token themselves, or their browser does in a cookie, with a header that says that the page is ours. */
function securityOf({ access }: Route): Json[] {
  if (access === 'open-api') return [{ signature: [] }];
  const isOperators = access === 'operator' || access.startsWith('operator:');
  return isOperators ? [{ bearer: [] }, { cookie: [], console: [] }] : [{ bearer: [] }];
}

const FILE_BODY: Json = {
  'text/csv': { schema: { type: 'string' } },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    schema: { type: 'string', format: 'binary' },
  },
};

function operationOf(name: string, route: Route, schemaOf: SchemaOf): Json {
  const area = route.path.split('/')[1] ?? 'other';
  const content = route.wire === 'csv' ? FILE_BODY : undefined;
  const body = route.body ? { 'application/json': { schema: schemaOf(route.body, 'input') } } : content;
  return {
    operationId: name,
    summary: route.summary,
    description: `Access: ${route.access}. Refusals in order of precedence: ${route.errors.join(', ') || 'only the common ones'}.`,
    tags: [area],
    parameters: parametersOf(route, schemaOf),
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses: responsesOf(route, schemaOf),
    ...(route.access === 'public' ? {} : { security: securityOf(route) }),
  };
}

/** The whole contract as an OpenAPI 3.0 document; generated into `generated/openapi.json`. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  const schemas: Json = {};
  const schemaOf = schemasInto(schemas);
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(name, route, schemaOf) };
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
        cookie: { type: 'apiKey', in: 'cookie', name: 'liuliang-access' },
        console: { type: 'apiKey', in: 'header', name: 'X-Liuliang-Console' },
        signature: { type: 'apiKey', in: 'header', name: 'X-Liuliang-Signature' },
      },
      schemas: {
        ...Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
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
