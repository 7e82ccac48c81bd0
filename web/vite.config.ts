/** Builds the page of this folder: `npx vite build web`. */
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  logLevel: 'warn',
  // The engines of TensorFlow.js and Dawn are not part of the page.
  build: { outDir: 'dist', target: 'es2023', chunkSizeWarningLimit: 4000 },
});
