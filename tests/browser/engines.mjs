// The browsers of this machine. Chromium is driven by Playwright; support/any.mjs speaks to Firefox and WebKit
// over WebDriver.
import process from 'node:process';
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.LEDE_CHROMIUM ?? '/usr/bin/chromium';
export const FIREFOX = process.env.LEDE_FIREFOX ?? '/usr/bin/firefox-esr';

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

/** The engine that script/test asks for: chromium, firefox or webkit. */
export const engine = process.env.LEDE_BROWSER ?? 'chromium';

/** Starts Chromium, as Playwright's Browser, with options of its own; the caller closes it. */
export const launch = (options) =>
  chromium.launch({ executablePath: CHROMIUM, args: QUIET, ...options });
