// Trees in a form in which parsers can be compared: names, attributes and text. Runs in pages and in Node.

/** As DOM has it, or parse5. */
export function treeOf(node) {
  const children = [...(node.childNodes ?? [])].map(treeOf).join('');
  const name = node.localName ?? node.tagName;
  if (!name) {
    const text = node.nodeName === '#text' && (node.value ?? node.nodeValue);
    return text === false ? `<${node.nodeName}>${children}` : JSON.stringify(text);
  }
  const attributes = [...(node.attributes ?? node.attrs)]
    .map((one) => ` ${one.name}=${JSON.stringify(one.value)}`)
    .join('');
  return `${node.namespaceURI} ${name}${attributes}(${children})`;
}

/** A text's fingerprint: FNV-1a, twice. */
export function fingerprint(text) {
  let a = 0x811c9dc5;
  let b = 0x9dc5811c;
  for (let i = 0; i < text.length; ++i) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x01000193) ^ (a >>> 7);
  }
  return (a >>> 0).toString(36) + '.' + (b >>> 0).toString(36);
}
