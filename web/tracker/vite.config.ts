import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

// One plain script without imports, beside the console's build: /tracker.js.
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: fileURLToPath(new URL('../dist', import.meta.url)),
    emptyOutDir: false,
    reportCompressedSize: false,
    lib: {
      entry: fileURLToPath(new URL('main.ts', import.meta.url)),
      formats: ['iife'],
      name: 'clienteleTracker',
      fileName: () => 'tracker.js',
    },
  },
});
