/** A new element. Children are elements or texts; a text stays text, whatever it holds. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child !== ''));
  return made;
}

/**
 * Makes the children of one element like those of another by changing as little as possible: what has the focus, is
 * pressed or is selected stays so while figures change.
 */
export function become(shown, wanted) {
  const fresh = [...wanted.childNodes];
  [...shown.childNodes].slice(fresh.length).forEach(node => node.remove());
  fresh.forEach((node, position) => {
    const old = shown.childNodes[position];
    if (!old) {
      shown.append(node);
    } else if (!isSamePlace(old, node)) {
      old.replaceWith(node);
    } else if (old.nodeType === Node.TEXT_NODE) {
      if (old.data !== node.data) {
        old.data = node.data;
      }
    } else {
      takeAttributes(old, node);
      become(old, node);
    }
  });
}

function isSamePlace(old, node) {
  return old.nodeName === node.nodeName && old.id === node.id;
}

function takeAttributes(old, node) {
  [...old.attributes].filter(({name}) => !node.hasAttribute(name)).forEach(({name}) => old.removeAttribute(name));
  [...node.attributes]
    .filter(({name, value}) => old.getAttribute(name) !== value)
    .forEach(({name, value}) => old.setAttribute(name, value));
}
