// @ts-check
// The embed panel: the code to paste, for the article and the layout that are shown.
import { $, chosen } from './dom.js';
import { elementForm, styleRule, tagForm } from './embed.js';
import { heights, widths } from './stage.js';
import { controls, embed, shown } from './state.js';

const unknown = 'https://…';

export const tellCode = () => {
  const height = Math.max(...heights, 0);
  const wide = heights.at(-1) || height;
  const strict = chosen(embed, 'room') === 'sheet';
  const layout = chosen(controls, 'layout');
  const parts = {
    script: chosen(embed, 'script') || `${unknown}/lede.js`,
    article: chosen(embed, 'article') || `${unknown}/article.json`,
    profile: shown.profile && (chosen(embed, 'profile') || `${unknown}/lede.json`),
    layout: layout === 'standard' ? undefined : layout,
    lang: chosen(controls, 'lang') || undefined,
    height,
    wide,
    strict,
    url: shown.facts.url || unknown,
    title: shown.facts.title || 'Read the article',
    summary: summaryOf(shown.article),
  };
  const measured = widths.map((width, i) => `${heights[i]} at ${width}`).join(', ');
  const state = layout === 'full' ? '' : ', closed';
  $('#height').textContent = height
    ? `Reserved are ${height} px${wide < height ? `, and ${wide} px in a column as wide as a wide page (in a narrower column write ${height}px alone)` : ''}. Measured here: ${measured} px wide (${layout}${state}). The code shows what ` +
      'lies at these addresses, not what was changed here.'
    : '';
  $('#code-element pre').textContent = elementForm(parts);
  $('#code-tag pre').textContent = tagForm(parts);
  $('#code-rule pre').textContent = styleRule(parts);
  $('#code-rule').hidden = !strict;
};

/** @param {string} json */
const summaryOf = (json) => {
  try {
    const root = JSON.parse(json);
    const { summary } = root.items?.[0] ?? root;
    return typeof summary === 'string' ? summary.trim() : undefined;
  } catch {
    return undefined;
  }
};
