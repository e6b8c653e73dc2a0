import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('fits a browser page: no Node built-ins, and under 120 kB gzipped with all it needs', async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('index.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    // A Node built-in cannot be resolved for the browser and fails the build.
    platform: 'browser',
    write: false,
  });
  expect(gzipSync(outputFiles[0]!.contents).length).toBeLessThan(120_000);
});
