# One image for every process of the Procfile: `docker run hirewire` serves, `docker run hirewire npm run worker` works the
# queues, `docker run hirewire npm run migrate` brings the database up to date. Settings: .env.example.
FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image has the Node that the packages would bring
RUN npm ci --omit=dev && rm -rf node_modules/node-linux-* node_modules/.bin/node
COPY . .
ENV NODE_ENV=production
USER node
EXPOSE 3000
CMD ["node", "server/main.ts"]
