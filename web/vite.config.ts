/** Builds the page of this folder: `npx vite build web`. */
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  logLevel: 'warn',
  // The engines of TensorFlow.js and Dawn are not part of the page.
  build: {
    outDir: 'dist',
    // Names, versions and licence texts of all packages in the page, linked from it.
    license: { fileName: 'notices.md' },
    target: 'es2023',
    chunkSizeWarningLimit: 4000,
  },
});
