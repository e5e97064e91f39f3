import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compress } from './compress.ts';

/** While developing, `PARLEY_GATEWAY_URL=... npx vite` serves the pages and hands everything else to that gateway. */
const gateway = process.env['PARLEY_GATEWAY_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react(), compress()],
  build: { target: 'es2023', sourcemap: false, emptyOutDir: true },
  server: {
    proxy: Object.fromEntries(
      ['/v1', '/auth', '/oauth', '/docs', '/openapi.json'].map((path) => [path, gateway]),
    ),
  },
});
