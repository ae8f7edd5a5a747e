import { defineConfig } from "vite";

/** Where `kg serve` looks for the page; not kept in git. */
const OUT = "../server/static/explorer";

export default defineConfig({
  // Chunks are found beside the script that asks for them, wherever the server is mounted.
  base: "./",
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: "es2022",
    // A preload would be an inline script, which the server's policy forbids.
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: "src/main.tsx",
      output: {
        // Names without a hash: the page's template names them, and the server answers 304 by ETag.
        entryFileNames: "explorer.js",
        chunkFileNames: "[name].js",
        assetFileNames: "explorer[extname]",
      },
    },
  },
  // npm run dev, beside a `kg serve` on its usual port.
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/page": "http://127.0.0.1:8080" } },
  test: { include: ["tests/**/*.test.ts"], environment: "node", isolate: false, testTimeout: 60_000 },
} as Parameters<typeof defineConfig>[0]);
