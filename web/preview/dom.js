// @ts-check
// Finding and making elements.

/**
 * @template {HTMLElement} T
 * @param {string} selector
 * @param {ParentNode} [root]
 */
export const $ = (selector, root = document) => /** @type {T} */ (root.querySelector(selector));

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} content
 */
export const make = (name, attributes = {}, ...content) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
};

/** @param {Element} element @param {string} name @param {string} value */
export const set = (element, name, value) => {
  if (!value) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
};

/** @param {HTMLFormElement} form @param {string} name */
export const chosen = (form, name) => String(new FormData(form).get(name) ?? '');
