import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const contract = (file: string) => fileURLToPath(new URL(`../../libs/contract/src/${file}`, import.meta.url));

/**
 * Style sheets at the end of the page: one in its head keeps a browser from drawing anything until it is there, and the
 * splash that stands in the page would wait with it.
 */
const splashFirst = (): Plugin => ({
  name: 'splash-first',
  enforce: 'post',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => {
      const sheets = html.match(/ *<link rel="stylesheet"[^>]*>\n/g) ?? [];
      return sheets
        .reduce((page, sheet) => page.replace(sheet, ''), html)
        .replace(/( *<\/body>)/, `${sheets.join('')}$1`);
    },
  },
});

export default defineConfig({
  base: '/console/',
  plugins: [react(), splashFirst()],
  // The server writes a random word of each page in its place, which style elements have to name (sites.ts).
  html: { cspNonce: '__STYLE_WORD__' },
  resolve: {
    // Only these doors: the contract's index would bring zod into the browser.
    alias: [
      { find: /^@liuliang\/contract\/client$/, replacement: contract('client.ts') },
      { find: /^@liuliang\/contract\/error-texts$/, replacement: contract('generated/error-texts.ts') },
      { find: /^@liuliang\/contract\/limits$/, replacement: contract('generated/limits.ts') },
    ],
    dedupe: ['react', 'react-dom'],
  },
  build: {
    target: 'es2022',
    // scripts/size.mjs walks the manifest to weigh what a first visit loads.
    manifest: true,
    // The charts are one lazy chunk above Vite's default of 500 kB; the budget that matters is in scripts/size.mjs.
    chunkSizeWarningLimit: 700,
  },
  server: {
    // `npm run dev`: pages come from here, answers from the server beside it.
    proxy: {
      '/api': process.env['LIULIANG_API'] ?? 'http://127.0.0.1:3000',
      '/demo.json': process.env['LIULIANG_API'] ?? 'http://127.0.0.1:3000',
    },
  },
});
