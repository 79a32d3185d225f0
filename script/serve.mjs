// A publisher and a partner on this machine: two origins from one process, for the preview and the tests.
//   node script/serve.mjs [--port 8080] [--partner-port 8081] [--host NAME]
// The publisher serves dist/ and, under it, examples/ (so /lede.js, /lede.json, /articles/uk.json). The
// partner serves examples/partners/. Neither writes anything or reads outside these folders.
import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, dirname, extname, join, sep } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const TOP = dirname(dirname(fileURLToPath(import.meta.url)));
const LOOPBACK = ['127.0.0.1', '::1'];
const MAX_BROTLI_BYTES = 1_000_000; // above that, the best quality takes seconds

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ts': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
};

// The invented publisher of examples/: its pictures are served from here, its pages exist nowhere.
const DEMO_MEDIA = 'https://kittiwake.example/media/';

const contentType = (path) =>
  /feed[^/]*\.json$/.test(path)
    ? 'application/feed+json'
    : (TYPES[extname(path)] ?? 'application/octet-stream');

const sha = (bytes) => createHash('sha256').update(bytes).digest('base64url').slice(0, 22);

/** The URL's path as a relative one, or null where it is none or leads upwards. */
function plainPath(url) {
  let path;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return null;
  }
  if (!path.startsWith('/') || /[\0\\]/.test(path)) return null;
  const parts = path.split('/').filter(Boolean);
  if (parts.some((part) => part.startsWith('.'))) return null;
  return parts.join('/') + (parts.length && path.endsWith('/') ? '/' : '');
}

/** The first of `folders` that holds `path`, as a real file inside that folder. */
async function findFile(folders, path) {
  for (const folder of folders) {
    try {
      const inside = await realpath(folder);
      const file = await realpath(join(inside, path));
      if (file.startsWith(inside + sep) && (await stat(file)).isFile()) return file;
    } catch {
      // not there: try the next
    }
  }
  return null;
}

const brotli = promisify(brotliCompress);
const pressed = new Map(); // etag -> bytes

async function compress(bytes, etag) {
  if (!pressed.has(etag)) {
    if (pressed.size > 200) pressed.clear();
    pressed.set(etag, brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
  return pressed.get(etag);
}

const compressible = (type, bytes) =>
  /text|json|svg|wasm/.test(type) && bytes.length > 200 && bytes.length < MAX_BROTLI_BYTES;

async function send(request, response, status, type, bytes, headers = {}) {
  const etag = `"${sha(bytes)}"`;
  response.setHeader('content-type', type);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-cache'); // asked again each time, answered by 304
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status === 200) {
    response.setHeader('etag', etag);
    response.setHeader('vary', 'accept-encoding');
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
  }
  let body = bytes;
  if (status === 200 && compressible(type, bytes)) {
    if (/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) {
      body = await compress(bytes, etag);
      response.setHeader('content-encoding', 'br');
    }
  }
  response.setHeader('content-length', body.length);
  response.writeHead(status).end(request.method === 'HEAD' ? undefined : body);
}

const sendText = (request, response, status, text, headers) =>
  send(request, response, status, TYPES['.txt'], Buffer.from(text + '\n'), headers);

/** The name by which this request came, so that links in pages lead back the same way. */
function hostname(request) {
  const [, name] =
    /^([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::\d+)?$/.exec(request.headers.host ?? '') ?? [];
  return name ?? 'localhost';
}

/** Puts in what the pages beside `file` share: parts/footer.html for {{footer}}. */
async function putIn(text, file) {
  let whole = text;
  for (const [mark, name] of text.matchAll(/\{\{(head|header|footer)\}\}/g)) {
    const part = await readFile(join(dirname(file), 'parts', `${name}.html`), 'utf8');
    whole = whole.replace(mark, () => part.trimEnd());
  }
  return whole;
}

/** Links to the pages that the pages.json beside `file` names, itself without one. */
async function linksToPages(file) {
  const pages = JSON.parse(await readFile(join(dirname(file), 'pages.json'), 'utf8'));
  return Object.entries(pages)
    .map(([page, title]) => (page === basename(file) ? title : `<a href="${page}">${title}</a>`))
    .map((entry) => `<li>${entry}</li>`)
    .join('\n        ');
}

/**
 * Fills in addresses: {{publisher}} and {{partner}}, and where the demo publisher's pictures are; and what the
 * partner's pages share, with {{pages}}, the links between them. Only in examples/ and the preview; what else is in
 * dist/ goes out byte for byte as it was built.
 */
async function fillIn(bytes, type, file, origins) {
  const fixed = /[/\\]dist[/\\](?!preview\.html$)[^/\\]+$/.test(file);
  if (fixed || !/text|json/.test(type)) return bytes;
  const text = bytes.toString('utf8');
  const whole = await putIn(text, file);
  const filled = whole
    .replaceAll('{{pages}}', whole.includes('{{pages}}') ? await linksToPages(file) : '')
    .replaceAll('{{publisher}}', origins.publisher)
    .replaceAll('{{partner}}', origins.partner)
    .replaceAll(DEMO_MEDIA, `${origins.publisher}/media/`);
  return filled === text ? bytes : Buffer.from(filled);
}

const CORS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'timing-allow-origin': '*',
};

/** Answers one request for a site {folders, start, cors}; `ports` are known once both origins listen. */
async function answer(site, ports, request, response) {
  const cors = site.cors ? CORS : {};
  const plain = (status, text, headers) =>
    sendText(request, response, status, text, { ...cors, ...headers });
  if (request.method === 'OPTIONS') {
    return plain(200, 'GET, HEAD', { 'access-control-allow-methods': 'GET, HEAD' });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plain(405, 'Only GET and HEAD are answered here.', { allow: 'GET, HEAD, OPTIONS' });
  }
  const path = plainPath(request.url);
  if (path === null) return plain(400, 'That is not a path this server can read.');
  if (path === '' && site.start) return plain(302, `See ${site.start}`, { location: site.start });
  const file = await findFile(
    site.folders,
    path === '' || path.endsWith('/') ? `${path}index.html` : path,
  );
  if (!file) return plain(404, `There is no /${path} here.`);
  const type = contentType(file);
  const host = hostname(request);
  const bytes = await fillIn(await readFile(file), type, file, {
    publisher: `http://${host}:${ports.publisher}`,
    partner: `http://${host}:${ports.partner}`,
  });
  return send(request, response, 200, type, bytes, cors);
}

const listenOn = (server, port, host) =>
  new Promise((done, failed) => {
    server.once('error', failed);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', failed);
      server.on('error', () => {});
      done(server.address().port);
    });
  });

/** Listens on every host; the second takes the port that the first was given. IPv6 may be absent. */
async function listen(handler, wanted, hosts) {
  const servers = [];
  let port = wanted;
  for (const host of hosts) {
    const server = createServer(handler);
    server.on('clientError', (_, socket) => socket.destroy());
    try {
      port = await listenOn(server, port, host);
      servers.push(server);
    } catch (error) {
      if (host === '::1' && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code)) continue;
      servers.forEach((other) => other.close());
      throw error;
    }
  }
  return { port, servers };
}

const closeAll = (servers) =>
  Promise.all(
    servers.map(
      (server) =>
        new Promise((done) => {
          server.close(done);
          server.closeAllConnections();
        }),
    ),
  );

/**
 * Starts both origins. Port 0 means any free port; `host` defaults to this machine alone.
 * @param {object} [options]
 * @param {string} [options.root] the project's folder
 * @param {(request, response) => (boolean|Promise<boolean>)} [options.intercept] sees each request first
 *   and says whether it answers it itself: how tests make a file slow, wrong or absent.
 * @returns {Promise<{publisher: string, partner: string, close: () => Promise<void>}>} the two origins
 */
export async function serve({
  root = TOP,
  port = 8080,
  partnerPort = 8081,
  host,
  intercept = () => false,
} = {}) {
  const hosts = host ? [host] : LOOPBACK;
  const ports = { publisher: 0, partner: 0 };
  const sites = {
    publisher: {
      folders: [join(root, 'dist'), join(root, 'examples')],
      start: '/preview.html',
      cors: true,
    },
    partner: { folders: [join(root, 'examples', 'partners')], cors: false },
  };
  const handler = (site) => async (request, response) => {
    try {
      if (!(await intercept(request, response))) await answer(site, ports, request, response);
    } catch (error) {
      console.error(`serve: ${request.method} ${request.url}: ${error.message}`);
      if (response.headersSent) response.destroy();
      else sendText(request, response, 500, 'The server failed on this request.').catch(() => {});
    }
  };
  const publisher = await listen(handler(sites.publisher), port, hosts);
  ports.publisher = publisher.port;
  const partner = await listen(handler(sites.partner), partnerPort, hosts).catch(async (error) => {
    await closeAll(publisher.servers);
    throw error;
  });
  ports.partner = partner.port;
  const name = host && host !== '0.0.0.0' && host !== '::' ? host : 'localhost';
  return {
    publisher: `http://${name}:${ports.publisher}`,
    partner: `http://${name}:${ports.partner}`,
    close: () => closeAll([...publisher.servers, ...partner.servers]),
  };
}

/** Reads --name value pairs; the wrong ones end the process with a sentence. */
export function readOptions(words, { numbers = [], flags = [], texts = [] }) {
  const options = {};
  for (let i = 0; i < words.length; ++i) {
    const name = words[i].replace(/^--/, '');
    if (flags.includes(name)) options[name] = true;
    else if (numbers.includes(name) && /^\d{1,5}$/.test(words[i + 1] ?? ''))
      options[name] = Number(words[++i]);
    else if (texts.includes(name) && words[i + 1]) options[name] = words[++i];
    else {
      console.error(`'${words[i]}' is not understood, or lacks its value.`);
      process.exit(2);
    }
  }
  return options;
}

/** What to say when listening failed. */
export const listenProblem = (error) =>
  error.code === 'EADDRINUSE'
    ? `Port ${error.port} is taken. Choose others: script/preview --port 9080 --partner-port 9081`
    : `The server cannot start: ${error.message}`;

async function main() {
  const options = readOptions(process.argv.slice(2), {
    numbers: ['port', 'partner-port'],
    texts: ['host'],
  });
  const site = await serve({ ...options, partnerPort: options['partner-port'] }).catch((error) => {
    console.error(listenProblem(error));
    process.exit(1);
  });
  console.log(`preview    ${site.publisher}/preview.html`);
  console.log(`a partner  ${site.partner}/`);
  console.log('Ctrl+C stops both.');
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => site.close().then(() => process.exit(0)));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
