# The sidecar's image. Build it from the repository's root:
#   docker build -f docker/sidecar.Dockerfile -t stock-control-tower-sidecar .
ARG NODE_IMAGE=docker.io/library/node:20-slim
FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json tsconfig.json ./
COPY owl_ui/package.json owl_ui/
COPY sidecar/package.json sidecar/
COPY test/package.json test/
RUN npm ci --workspace sidecar --include-workspace-root --ignore-scripts --no-audit --no-fund
COPY sidecar sidecar
RUN npm run build --workspace sidecar

FROM ${NODE_IMAGE}
COPY --from=build /src/sidecar/dist/main.js /app/main.js
# nobody: the sidecar keeps nothing on disk.
USER 65534:65534
ENV NODE_ENV=production HTTP_HOST=0.0.0.0 HTTP_PORT=8070
EXPOSE 8070
HEALTHCHECK --interval=10s --timeout=3s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HTTP_PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "/app/main.js"]
