import { defineConfig } from '@playwright/test'
import { browserLaunch } from './tests/support/browser'
import { PRODUCT_DATA } from './tests/support/product'

const port = Number(process.env.RUNG_TEST_PORT ?? 3200)
const baseURL = `http://localhost:${port}`

export default defineConfig({
  testDir: 'tests',
  fullyParallel: false,
  workers: 1,
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: `test-results/playwright/${port}`,
  use: {
    baseURL,
    actionTimeout: 20_000,
    launchOptions: await browserLaunch(),
    trace: 'retain-on-failure',
  },
  projects: [
    // No second try: what changes by itself between two checksums must not be passed over.
    { name: 'access', testDir: 'tests/access', testMatch: '**/*.test.ts', retries: 0 },
    { name: 'e2e', testDir: 'tests/e2e', testMatch: '**/*.spec.ts' },
    { name: 'faults', testDir: 'tests/faults', testMatch: '**/*.spec.ts' },
  ],
  webServer: {
    command: `node -e "fs.rmSync('${PRODUCT_DATA}', { recursive: true, force: true })" && npm start`,
    url: `${baseURL}/api/health/ready`,
    timeout: 420_000,
    // For whoever writes a journey: with RUNG_TEST_REUSE=on a product that is running is used as it is.
    reuseExistingServer: process.env.RUNG_TEST_REUSE === 'on',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: 'pipe',
    env: {
      PORT: String(port),
      RUNG_DATA: PRODUCT_DATA,
      APP_ORIGIN: baseURL,
      // The tests read as nobody reads; what the limit does is tested beside a product of its own.
      RUNG_READINGS_PER_MINUTE: '1000',
    },
  },
})
