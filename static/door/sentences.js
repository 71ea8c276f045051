/** The words of this page: they stand in its template, so that they can be translated. */

const sentences = new Map(
  Array.from(document.querySelector("#sentences").content.children, (sentence) => [
    sentence.dataset.say,
    sentence.textContent.trim(),
  ]),
);

/** Give a sentence by its name, with what stands between braces filled in. */
export function say(name, values = {}) {
  return sentences.get(name).replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

/** Give a sentence that counts: `name-one` for one, else `name`. */
export function sayCount(name, n, values = {}) {
  return say(n === 1 ? `${name}-one` : name, { n, ...values });
}
