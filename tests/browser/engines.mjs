// The browsers of this machine, as Playwright's Browser: Chromium and Firefox. WebKit has no such driver
// here; it is spoken to over WebDriver.
import process from 'node:process';
import { chromium } from 'playwright-core';
import firefoxPlaywright from 'pw-firefox';

const CHROMIUM = process.env.LEDE_CHROMIUM ?? '/usr/bin/chromium';
const FIREFOX = process.env.LEDE_FIREFOX ?? '/usr/bin/firefox-esr';

// Nothing that the browser does on its own account may show up among the page's requests.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const launchers = {
  chromium: () => chromium.launch({ executablePath: CHROMIUM, args: QUIET }),
  // Playwright 1.55 is the last whose WebDriver BiDi Firefox 140 and 153 both understand.
  firefox: () =>
    firefoxPlaywright._bidiFirefox.launch({
      channel: 'moz-firefox',
      executablePath: FIREFOX,
      headless: true,
    }),
};

/** The engine that script/test asks for: chromium, firefox or webkit. */
export const engine = process.env.LEDE_BROWSER ?? 'chromium';

/** Starts the engine's browser; the caller closes it. */
export function launch(name = engine) {
  const start = launchers[name];
  if (!start) throw new Error(`Playwright drives no ${name} here`);
  return start();
}
