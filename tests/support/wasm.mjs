// A module's bytes, changed so that something honest goes wrong.

/** Reads an unsigned LEB128 number: its value and where the next byte stands. */
const readNumber = (bytes, at) => {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
};

const writeNumber = (value) => {
  const bytes = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value % 128) + 0x80);
  return [...bytes, value];
};

const memorySection = 5;

/**
 * The same module, whose memory never grows: what needs more runs out of it.
 * @param {Uint8Array} bytes
 */
export const capMemory = (bytes) => {
  for (let at = 8; at < bytes.length;) {
    const id = bytes[at];
    const [size, content] = readNumber(bytes, at + 1);
    if (id === memorySection) {
      const [initial] = readNumber(bytes, content + 2); // past the count, 1, and the flags
      const pages = writeNumber(initial);
      const limits = [1, 1, ...pages, ...pages]; // one memory, with a maximum
      return Uint8Array.from([
        ...bytes.subarray(0, at),
        memorySection,
        ...writeNumber(limits.length),
        ...limits,
        ...bytes.subarray(content + size),
      ]);
    }
    at = content + size;
  }
  throw new Error('the module has no memory of its own');
};
