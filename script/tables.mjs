// Makes src/base/entities.inc and src/base/casefold.inc, the two compact tables of facts.
//   node script/tables.mjs CMARK_SOURCE        (writes both; tests hold them equal to cmark's own)
// The facts are the HTML standard's named character references and Unicode's full case folding, read
// from the verbose tables of cmark 0.30 (src/entities.inc, src/case_fold_switch.inc).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

// The references that a browser also takes without a semicolon (HTML standard, 13.5).
const LEGACY = new Set(
  (
    'AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT Iacute ' +
    'Icirc Igrave Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN Uacute Ucirc ' +
    'Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring atilde auml brvbar ccedil cedil cent ' +
    'copy curren deg divide eacute ecirc egrave eth euml frac12 frac14 frac34 gt iacute icirc iexcl ' +
    'igrave iquest iuml laquo lt macr micro middot nbsp not ntilde oacute ocirc ograve ordf ordm oslash ' +
    'otilde ouml para plusmn pound quot raquo reg sect shy sup1 sup2 sup3 szlig thorn times uacute ucirc ' +
    'ugrave uml uuml yacute yen yuml'
  ).split(' '),
);

const literal = (bytes) => {
  const lines = [];
  let line = '';
  for (const b of bytes) {
    const plain = b >= 0x20 && b < 0x7f && b !== 0x22 && b !== 0x5c && b !== 0x3f;
    line += plain ? String.fromCharCode(b) : '\\' + b.toString(8).padStart(3, '0');
    if (line.length > 90) {
      lines.push(`    "${line}"`);
      line = '';
    }
  }
  if (line) lines.push(`    "${line}"`);
  return lines.join('\n');
};

const big = (value) => {
  const digits = [];
  do {
    digits.unshift(0x80 | (value & 0x7f));
    value >>= 7;
  } while (value);
  return digits;
};

/** Names in order of their code points; each is led by the step from the one before. */
function entities(source) {
  const found = [...source.matchAll(/\{\(unsigned char\*\)"(\w+)", \{([\d, ]+)\}\}/g)].map((m) => {
    const bytes = Buffer.from(m[2].split(',').map(Number).filter(Boolean));
    return { name: m[1], points: [...bytes.toString('utf8')].map((c) => c.codePointAt(0)) };
  });
  found.sort((a, b) => {
    for (let i = 0; i < 2; ++i) {
      if ((a.points[i] ?? 0) !== (b.points[i] ?? 0)) return (a.points[i] ?? 0) - (b.points[i] ?? 0);
    }
    return a.name < b.name ? -1 : 1;
  });
  const bytes = [];
  let last = 0;
  for (const { name, points } of found) {
    const step = points[0] - last;
    last = points[0];
    const legacy = LEGACY.has(name);
    // 0x01 to 0x0E: the step plus one. 0x10 to 0x1E: the same, and no semicolon needed. 0x0F, 0x1F: it follows.
    if (step < 14) bytes.push((legacy ? 0x10 : 0x00) + step + 1);
    else bytes.push(legacy ? 0x1f : 0x0f, ...big(step));
    bytes.push(...Buffer.from(name));
    if (points.length > 1) bytes.push(...big(points[1]));
  }
  return (
    `// Made by script/tables.mjs: ${found.length} named character references. Format: base/entities.cpp.\n` +
    `${literal(bytes)}\n`
  );
}

/** Runs of code points that fold by one distance, then the few that fold to two or three. */
function folding(source) {
  const found = [...source.matchAll(/case 0x([0-9A-F]+):((?:\s*bufpush\(0x[0-9A-F]+\);)+)/g)].map(
    (m) => ({
      from: parseInt(m[1], 16),
      to: [...m[2].matchAll(/0x([0-9A-F]+)/g)].map((n) => parseInt(n[1], 16)),
    }),
  );
  found.sort((a, b) => a.from - b.from);
  const runs = [];
  for (const { from, to } of found.filter((f) => f.to.length === 1)) {
    const delta = to[0] - from;
    const run = runs.at(-1);
    const stride = run ? from - run.last : 0;
    if (
      run &&
      run.delta === delta &&
      stride <= 2 &&
      (run.first === run.last || run.stride === stride)
    ) {
      run.last = from;
      run.stride = stride;
    } else {
      runs.push({ first: from, last: from, stride: 1, delta });
    }
  }
  const number = (v) => '0x' + v.toString(16).toUpperCase();
  const rows = (list, width) => {
    const lines = [];
    for (let i = 0; i < list.length; i += width)
      lines.push('    ' + list.slice(i, i + width).join(', ') + ',');
    return lines.join('\n');
  };
  const many = found.filter((f) => f.to.length > 1);
  return `// Made by script/tables.mjs: full case folding. Format: base/casefold.cpp.
// ${runs.length} runs: first | steps << 20 | (two apart) << 31.
constexpr std::uint32_t run_heads[] = {
${rows(
  runs.map((r) =>
    number((r.first | (((r.last - r.first) / r.stride) << 20) | ((r.stride - 1) << 31)) >>> 0),
  ),
  8,
)}
};
// What each run adds, modulo 65,536.
constexpr std::uint16_t run_deltas[] = {
${rows(
  runs.map((r) => String(r.delta & 0xffff)),
  14,
)}
};
// ${many.length} code points that fold to two or three: from, to, to, to or 0.
constexpr std::uint16_t wide[][4] = {
${rows(
  many.map((f) => `{${[f.from, f.to[0], f.to[1], f.to[2] ?? 0].map(number).join(', ')}}`),
  3,
)}
};
`;
}

const root = process.argv[2];
if (!root) {
  console.error('usage: node script/tables.mjs CMARK_SOURCE');
  process.exit(2);
}
const read = (name) => readFileSync(join(root, 'src', name), 'utf8');
const out = new URL('../src/base/', import.meta.url);
writeFileSync(new URL('entities.inc', out), entities(read('entities.inc')));
writeFileSync(new URL('casefold.inc', out), folding(read('case_fold_switch.inc')));
