// Consent managers for pages of a partner's: the IAB's real TCF stub and CMP API, and small ones of our own that
// speak GPP 1.1, GPP 1.0 and the WP Consent API. Each is driven by `manager.update(...)`.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const module = (name) => fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url));
const inline = (code) => `<script>${code.replaceAll('</script', '<\\/script')}</script>`;

/** The stub alone: it queues what it is asked, and never answers. */
export const stub = inline(readFileSync(module('@iabtechlabtcf/stub/lib/stub.js'), 'utf8'));

const CMP = `
import { CmpApi } from '@iabtechlabtcf/cmpapi';
import { GVL, PurposeRestriction, RestrictionType, TCModel, TCString } from '@iabtechlabtcf/core';
const named = (count) => Object.fromEntries(
  Array.from({ length: count }, (_, i) => [i + 1, { id: i + 1, name: 'n', description: 'd', illustrations: [] }]));
const list = new GVL({
  gvlSpecificationVersion: 3, vendorListVersion: 48, tcfPolicyVersion: 5, lastUpdated: '2026-01-01T00:00:00Z',
  purposes: named(11), specialPurposes: named(3), features: named(3), specialFeatures: named(2), stacks: {},
  dataCategories: {}, vendors: { 2: { id: 2, name: 'n', purposes: [1, 7], legIntPurposes: [], flexiblePurposes: [],
    specialPurposes: [], features: [], specialFeatures: [], policyUrl: '' } },
});
let api;
window.manager = {
  /**
   * Shows its own question, or with a list of purposes the answer that was given to it: for vendor 2 too, but for
   * those that the publisher does not allow it.
   */
  update: (purposes, forbidden = []) => {
    api ??= new CmpApi(31, 1, true);
    if (!purposes) return api.update('', true);
    const model = new TCModel(list);
    model.cmpId = 31;
    model.cmpVersion = 1;
    model.isServiceSpecific = true;
    model.publisherConsents.set(purposes);
    model.purposeConsents.set(purposes);
    model.vendorConsents.set(2);
    for (const id of forbidden) {
      const restriction = new PurposeRestriction(id, RestrictionType.NOT_ALLOWED);
      model.publisherRestrictions.add(2, restriction);
    }
    api.update(TCString.encode(model), false);
  },
};
`;

/** The IAB's own stub, then its CMP API once it is updated. */
export const tcf = async () => {
  const { outputFiles } = await build({
    stdin: { contents: CMP, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
  });
  return stub + inline(outputFiles[0].text);
};

/** GPP 1.1 calls back. `update` takes the section, and makes it ready. */
export const gpp = inline(`{
  const listeners = [];
  const ping = { gppVersion: '1.1', cmpStatus: 'loading', cmpDisplayStatus: 'hidden', signalStatus: 'not ready',
    supportedAPIs: ['7:usnat'], cmpId: 31, sectionList: [7], applicableSections: [7], parsedSections: {} };
  const tell = (one, eventName, data) => one({ eventName, listenerId: 1, data, pingData: { ...ping } }, true);
  window.__gpp = (command, callback) => {
    if (command === 'ping') return void callback(ping, true);
    if (command !== 'addEventListener') return void callback(null, false);
    listeners.push(callback);
    tell(callback, 'listenerRegistered', true);
  };
  window.manager = { update: (section) => {
    Object.assign(ping, { cmpStatus: 'loaded', signalStatus: 'ready', parsedSections: { usnat: section } });
    for (const one of listeners) tell(one, 'signalStatus', 'ready');
  } };
}`);

/** GPP 1.0 returns. */
export const gpp10 = inline(`{
  const listeners = [];
  let cmpStatus = 'loading', usnat = null;
  window.__gpp = (command, callback, parameter) => ({
    ping: () => ({ gppVersion: '1.0', cmpStatus, cmpDisplayStatus: 'hidden', supportedAPIs: ['usnatv1'], cmpId: 31 }),
    getGPPData: () => ({ sectionId: 3, gppVersion: 1, sectionList: [7], applicableSections: [7], gppString: '' }),
    getSection: () => parameter === 'usnatv1' ? usnat : null,
    addEventListener: () => ({ eventName: 'listenerRegistered', listenerId: listeners.push(callback), data: true }),
  })[command]?.() ?? null;
  window.manager = { update: (section) => {
    cmpStatus = 'loaded';
    usnat = section;
    for (const one of listeners) one({ eventName: 'sectionChange', listenerId: 1, data: 'usnatv1' });
  } };
}`);

/** The WP Consent API as its plugin defines it. \`update\` takes {category: 'allow' or 'deny'}. */
export const wordPress = inline(`{
  const set = {};
  window.wp_consent_type = 'optin';
  window.wp_has_consent = (category) => !window.wp_consent_type || set[category] === 'allow';
  window.manager = { update: (changes) => {
    for (const [category, value] of Object.entries(changes)) {
      set[category] = value;
      const detail = [];
      detail[category] = value;
      document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail }));
    }
  } };
}`);

/** Wraps a manager's markup so that it comes late. */
export const later = (html, ms) =>
  inline(`setTimeout(() => {
    for (const [, code] of ${JSON.stringify(html)}.matchAll(/<script>([^]*?)<[/]script>/g)) {
      const script = document.createElement('script');
      script.textContent = code;
      document.head.append(script);
    }
  }, ${ms})`);
