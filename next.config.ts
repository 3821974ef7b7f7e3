import { readdirSync } from 'node:fs'
import type { NextConfig } from 'next'

const distDir = process.env.RUNG_DIST_DIR ?? '.next'
// Other builds beside this one; its own chunks have to be traced.
const otherBuilds = readdirSync('.').filter((name) => /^\.next(-|$)/.test(name) && name !== distDir)

const config: NextConfig = {
  output: 'standalone',
  distDir,
  typedRoutes: true,
  // Types are checked by `npm run check` and `npm test`; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  compress: process.env.RUNG_COMPRESS !== 'off',
  deploymentId: process.env.RUNG_DEPLOYMENT_ID,
  serverExternalPackages: [
    '@node-rs/argon2',
    'pino',
    'pg',
    'pdfkit',
    '@prisma/client',
    '@prisma/adapter-pg',
  ],
  outputFileTracingIncludes: {
    '/ladder/export/*': ['lib/ladder/format/exchange/pdf/fonts/*.ttf'],
  },
  outputFileTracingExcludes: {
    '*': ['.data/**', 'tests/**', ...otherBuilds.map((name) => `${name}/**`)],
  },
  experimental: {
    authInterrupts: true,
    // A page is loaded when somebody first opens it.
    preloadEntriesOnStart: false,
    serverActions: { bodySizeLimit: '256kb' },
    // The log and the record of refusals tell commands by their names.
    serverMinification: false,
  },
  images: { unoptimized: true },
}

export default config
