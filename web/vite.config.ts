import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.CLIENTELE_URL ?? 'http://127.0.0.1:7070';

// Tests about the files of the repository: they need no page.
const aboutFiles = ['src/api/schema.test.ts', 'src/locales/problem.test.ts', 'src/locales/refusal.test.ts', 'src/testing/tidy.test.ts'];

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsDir: 'assets',
    // Everything is a file of our own: the content security policy has no `data:` for scripts, styles or fonts.
    assetsInlineLimit: 0,
    manifest: true,
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': server } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'console',
          environment: 'happy-dom',
          include: ['src/**/*.test.{ts,tsx}', 'tracker/*.test.ts'],
          exclude: aboutFiles,
          setupFiles: ['src/testing/setup.ts'],
          restoreMocks: true,
          unstubGlobals: true,
        },
      },
      { extends: true, test: { name: 'files', environment: 'node', include: aboutFiles } },
    ],
  },
});
