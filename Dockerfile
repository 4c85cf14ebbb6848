# One image for every part of the archive: `web`, `worker`, `prepare` (compose.yaml says which). Built from
# the lockfile alone; runs without root, on a file system that it cannot write to.
FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
# Packages first, so that a change of the code alone does not install them anew.
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma/schema.prisma prisma/
COPY scripts/install.mjs scripts/
RUN node -e "import('./scripts/install.mjs').then(({ prepare }) => prepare())"
COPY . .
RUN node --disable-warning=DeprecationWarning scripts/start.mjs build \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf .next/cache

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
# The program belongs to root, who never runs it: whoever breaks into a process cannot change it.
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["node", "scripts/health.mjs", "web"]
CMD ["node", "--disable-warning=DeprecationWarning", "scripts/start.mjs", "web"]
