import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('./', import.meta.url))
const alias = {
  '@/': root,
  'server-only': fileURLToPath(new URL('./tests/support/empty.ts', import.meta.url)),
}

process.env.TZ = 'Asia/Kathmandu'

export default defineConfig({
  test: {
    // Vitest would leave one of two cores alone.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          // Pure functions need no worker of their own each, which takes longer than they do.
          isolate: false,
          include: ['tests/unit/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/database-setup.ts'],
          environment: 'node',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
