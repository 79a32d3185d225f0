// script/preview --once: do both origins answer, with what a browser needs to show a card?
import process from 'node:process';
import { listenProblem, readOptions, serve } from './serve.mjs';

let failures = 0;

function report(ok, what, why = '') {
  if (!ok) ++failures;
  console.log(`${ok ? 'ok' : 'FAILED'}  ${what}${ok || !why ? '' : `: ${why}`}`);
}

/** Fetches and judges one address; returns its bytes, or none where something is wrong. */
async function check(address, type, holds = () => true) {
  try {
    const response = await fetch(address);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const got = response.headers.get('content-type') ?? 'no type';
    const why =
      response.status !== 200
        ? `status ${response.status}`
        : !got.startsWith(type)
          ? `it is ${got}, not ${type}`
          : (await holds(bytes))
            ? ''
            : 'its content is not as it should be';
    report(!why, address, why);
    return why ? null : bytes;
  } catch (error) {
    report(false, address, error.cause?.message ?? error.message);
    return null;
  }
}

const text = (bytes) => new TextDecoder().decode(bytes);

/** The addresses that a partner's page loads: its script and its articles. */
function loadedBy(html, publisher) {
  const found = html.matchAll(/(?:src|data-src|profile|data-profile)="([^"]+)"/g);
  return [...new Set([...found].map(([, address]) => address.split('#')[0]))].filter((address) =>
    address.startsWith(publisher),
  );
}

async function checkPublisher(publisher) {
  await check(`${publisher}/`, 'text/html', (bytes) => /lede/i.test(text(bytes)));
  await check(`${publisher}/lede.js`, 'text/javascript', (bytes) =>
    text(bytes).includes('lede-card'),
  );
  await check(`${publisher}/lede.mjs`, 'text/javascript');
  await check(`${publisher}/lede.wasm`, 'application/wasm', (bytes) => WebAssembly.compile(bytes));
  const absent = await fetch(`${publisher}/not-there.js`);
  report(absent.status === 404, 'what is not there is answered by 404', `status ${absent.status}`);
}

async function checkPartner({ publisher, partner }) {
  const page = await check(`${partner}/`, 'text/html', (bytes) => !text(bytes).includes('{{'));
  if (!page) return;
  const addresses = loadedBy(text(page), publisher);
  report(
    addresses.some((address) => address.endsWith('.js')) &&
      addresses.some((address) => address.includes('.json')),
    "the partner's page loads a script and an article from the publisher",
    addresses.join(' ') || 'it loads nothing from there',
  );
  for (const address of addresses) {
    await check(address, address.endsWith('.js') ? 'text/javascript' : 'application/');
  }
}

const options = readOptions(process.argv.slice(2), { numbers: ['port', 'partner-port'] });
const site = await serve({ ...options, partnerPort: options['partner-port'] }).catch((error) => {
  console.error(listenProblem(error));
  process.exit(1);
});
console.log(`preview    ${site.publisher}/preview.html`);
console.log(`a partner  ${site.partner}/`);
await checkPublisher(site.publisher);
await checkPartner(site);
await site.close();
console.log(failures ? `${failures} checks failed` : 'both answer');
process.exitCode = failures ? 1 : 0;
