import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import { openApiDocument } from '@liuliang/contract';
import type { FastifyInstance } from 'fastify';
import type { Env } from '../env';

const ROOT = resolve(__dirname, '../../../../..');
const sites = [
  { prefix: '/console/', folder: join(ROOT, 'apps/console/dist') },
  { prefix: '/app/', folder: join(ROOT, 'apps/miniprogram/dist/h5') },
];

/** Our own files only; inline styles because both component libraries set them, inline script for Taro's font-size line. */
const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'";

/** Serves the built console, the mini-program's h5 build and, where it is asked for, the API documentation. */
export function installSites(fastify: FastifyInstance, env: Pick<Env, 'API_DOCS' | 'DEMO'>): void {
  let decorate = true;
  for (const { prefix, folder } of sites) {
    if (!existsSync(join(folder, 'index.html'))) continue;
    void fastify.register(fastifyStatic as never, {
      root: folder,
      prefix,
      decorateReply: decorate,
      wildcard: false,
      maxAge: '1y',
      immutable: true,
      setHeaders: (reply: { header(name: string, value: string): unknown }, path: string) => {
        reply.header('content-security-policy', PAGE_POLICY);
        if (path.endsWith('.html')) reply.header('cache-control', 'no-cache');
      },
    });
    decorate = false;
    const index = readFileSync(join(folder, 'index.html'));
    // Every address below the prefix is a screen of the app; missing files are not.
    fastify.get(`${prefix}*`, (request, reply) => {
      // A dot in the query is somebody's search, not a file.
      const [path = ''] = request.url.split('?');
      if (/\.[a-z0-9]{2,5}$/i.test(path))
        return reply.status(404).send({ code: 'ROUTE_UNKNOWN', requestId: request.id });
      return reply
        .header('content-security-policy', PAGE_POLICY)
        .header('cache-control', 'no-cache')
        .type('text/html')
        .send(index);
    });
    fastify.get(prefix.slice(0, -1), (_request, reply) => reply.redirect(prefix));
  }
  fastify.get('/', (_request, reply) => reply.redirect('/console/'));
  if (showsApiDocs(env)) installApiDocs(fastify, decorate);
}

/** Every address of the API is a map for whoever looks for a weak one; a brand's server draws it only when told to. */
export const showsApiDocs = ({ API_DOCS, DEMO }: Pick<Env, 'API_DOCS' | 'DEMO'>): boolean => API_DOCS ?? DEMO;

function installApiDocs(fastify: FastifyInstance, decorateReply: boolean): void {
  // Written when somebody first asks: it takes longer than everything else that happens at a start.
  let document: string | undefined;
  const folder = join(require.resolve('swagger-ui-dist/package.json'), '..');
  fastify.get('/api/openapi.json', (_request, reply) =>
    reply.type('application/json').send((document ??= JSON.stringify(openApiDocument()))),
  );
  void fastify.register(fastifyStatic as never, {
    root: folder,
    prefix: '/api/docs/assets/',
    decorateReply,
    index: false,
  });
  fastify.get('/api/docs', (_request, reply) =>
    reply.type('text/html').header('content-security-policy', PAGE_POLICY).send(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Liuliang API</title>
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', docExpansion: 'none' })</script></body></html>`),
  );
}
