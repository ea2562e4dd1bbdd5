import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers'
import { defineConfig } from 'vitest/config'

const databases = ['identity', 'patient', 'staff', 'appointment', 'record'] as const

// See scripts/local/processes.ts: traces that nobody reads cost a third of what a request does.
process.env.X_LOCAL_OBSERVABILITY = 'false'
process.env.STATE_PREPARED = '1'

/** Tests hash hundreds of passwords; that the real cost stands in the code alone is tested, too. */
const cheapHashes = { SCRYPT_N: '1024' }

export default defineConfig({
  test: {
    silent: 'passed-only',
    maxWorkers: 2,
    projects: [
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './test/verbs/wrangler.toml' },
            miniflare: {
              bindings: {
                SCRYPT_N: cheapHashes.SCRYPT_N,
                LIVE_SEEDS: process.env.LIVE_SEEDS ?? '40',
                MIGRATIONS: Object.fromEntries(
                  await Promise.all(
                    databases.map(async name => [name, await readD1Migrations(`./migrations/${name}`)]),
                  ),
                ),
              },
            },
          })),
        ],
        test: {
          name: 'verbs',
          // Files of one process share its databases, in clinics of their own: migrating them took a third of the time.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: ['workers/**/*.test.ts', 'gateway/**/*.test.ts', 'test/verbs/**/*.test.ts'],
          setupFiles: ['./test/verbs/setup.ts'],
        },
      },
      { test: { name: 'web', include: ['web/src/**/*.test.ts'] } },
      {
        test: {
          name: 'system',
          env: cheapHashes,
          include: ['test/system/**/*.test.ts'],
          // Files of one process share its world: starting the five Workers takes longer than most files.
          isolate: false,
          testTimeout: 60_000,
          // Three worlds of five Workers are built at once, beside an app that fills its demo.
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['./test/browser/stage.ts'],
          // Beside the system's tests a page may be late; the report says which were asked twice.
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 15_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
})
