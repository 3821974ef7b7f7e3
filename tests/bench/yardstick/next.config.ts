import { resolve } from 'node:path'
import type { NextConfig } from 'next'

// The same lockfile, the same kind of build, and nothing of the product.
const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: resolve('.'),
  turbopack: { root: resolve('.') },
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  serverExternalPackages: ['pg'],
}

export default config
