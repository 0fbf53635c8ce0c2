import path from 'node:path';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

import { texts } from './web/build/plugin.ts';

const root = import.meta.dirname;

export default defineConfig({
  root: path.join(root, 'web'),
  cacheDir: path.join(root, 'build/vite'),
  plugins: [react(), texts(root)],
  resolve: {
    alias: {
      '@web': path.join(root, 'web'),
      '@room': path.join(root, 'src'),
      '@generated': path.join(root, 'build/pages-types'),
    },
  },
  // The server puts a fresh nonce in place of this word in every answer (src/http).
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: path.join(root, 'build/pages'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // A data: address would need a wider content security policy.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
    // By content alone: the list of all of them is part of what is loaded first.
    rollupOptions: {
      output: { chunkFileNames: 'assets/[hash].js', assetFileNames: 'assets/[hash][extname]' },
    },
    license: { fileName: 'licenses.md' }, // Of all that is built in, as their licences ask.
  },
  server: { proxy: { '/api': process.env.OMBUD_SERVER ?? 'http://127.0.0.1:8080' } },
  test: {
    root,
    dir: root,
    include: ['web/**/*.test.{ts,tsx}', 'src/*/web/**/*.test.{ts,tsx}'],
    environment: 'node',
  },
});
