import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import { openApiDocument } from '@liuliang/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Env } from '../env';

const ROOT = resolve(__dirname, '../../../../..');
const sites = [
  // Its component library writes style elements; they carry a random word of this very page.
  {
    prefix: '/console/',
    folder: join(ROOT, 'apps/console/dist'),
    stylesOf: (word: string) => `'nonce-${word}'`,
  },
  { prefix: '/app/', folder: join(ROOT, 'apps/miniprogram/dist/h5'), stylesOf: () => "'unsafe-inline'" },
];
/** Where the built page has the random word; the console's build puts it there. */
const STYLE_WORD = '__STYLE_WORD__';

/** Our own files only; no script that stands in the page itself, on any page. */
const policyOf = (styles: string): string =>
  `default-src 'self'; img-src 'self' data: blob:; style-src 'self' ${styles}; script-src 'self'; connect-src 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'`;

/** Serves the built console, the mini-program's h5 build and, where it is asked for, the API documentation. */
export function installSites(fastify: FastifyInstance, env: Pick<Env, 'API_DOCS' | 'DEMO'>): void {
  let decorate = true;
  for (const { prefix, folder, stylesOf } of sites) {
    if (!existsSync(join(folder, 'index.html'))) continue;
    void fastify.register(fastifyStatic as never, {
      root: folder,
      prefix,
      decorateReply: decorate,
      wildcard: false,
      maxAge: '1y',
      immutable: true,
      // The page itself is written anew for each visit, below.
      index: false,
      // Compressed copies lie beside the files since the build, and are no addresses of their own.
      preCompressed: true,
      globIgnore: ['**/*.{html,br,gz}'],
    });
    decorate = false;
    const index = readFileSync(join(folder, 'index.html'), 'utf8');
    const page = (reply: FastifyReply): FastifyReply => {
      const word = randomBytes(16).toString('base64url');
      return reply
        .header('content-security-policy', policyOf(stylesOf(word)))
        .header('cache-control', 'no-cache')
        .type('text/html')
        .send(index.replaceAll(STYLE_WORD, word));
    };
    // Every address below the prefix is a screen of the app; missing files are not.
    fastify.get(`${prefix}*`, (request, reply) => {
      // A dot in the query is somebody's search, not a file.
      const [path = ''] = request.url.split('?');
      if (/\.[a-z0-9]{2,5}$/i.test(path))
        return reply.status(404).send({ code: 'ROUTE_UNKNOWN', requestId: request.id });
      return page(reply);
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
  fastify.get('/api/docs/start.js', (_request, reply) =>
    reply
      .type('text/javascript')
      .send("SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', docExpansion: 'none' });"),
  );
  fastify.get('/api/docs', (_request, reply) =>
    reply.type('text/html').header('content-security-policy', policyOf("'unsafe-inline'"))
      .send(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Liuliang API</title>
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script></body></html>`),
  );
}
