// Medians and spreads.

/** @param {number[]} numbers @param {number} share 0 to 1 */
const at = (numbers, share) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

/** @param {number[]} numbers */
export const median = (numbers) => at(numbers, 0.5);

/** Half of what lies between the quartiles, in percent of the median. @param {number[]} numbers */
export const percent = (numbers) =>
  `±${Math.round((50 * (at(numbers, 0.75) - at(numbers, 0.25))) / median(numbers))}%`;
