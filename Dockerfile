# An image that has wulff: for "wulff certify --cluster kubernetes" (docs/clusters.md).
#   docker build -t wulff .
FROM node:20-bookworm-slim AS build
WORKDIR /wulff
COPY package.json package-lock.json .npmrc ./
# No script of any package is needed on the CPU (README.md).
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY proofs proofs
COPY properties properties
COPY bench bench
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /wulff
COPY --from=build /wulff/package.json ./
COPY --from=build /wulff/node_modules node_modules
COPY --from=build /wulff/dist dist
RUN chmod +x dist/src/cli/main.js && ln -s /wulff/dist/src/cli/main.js /usr/local/bin/wulff
WORKDIR /work
ENTRYPOINT ["wulff"]
