/** Find guests by what is kept of their name: a first name and an initial. */

const BEFORE = new Set("van von de den der het t ter ten te el al la le du d op in uit".split(" "));
export const FEWEST_LETTERS = 3;

const JOINED = { ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", æ: "ae", œ: "oe", þ: "th", ı: "i", ß: "ss" };

/** Write a text in small letters without accents, as words; the server does the same. */
export function wordsOf(text) {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const plain = bare.replace(/[øłđðħæœþıß]/g, (letter) => JOINED[letter]);
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Tell whether enough letters were typed to search by. */
export function isEnough(typed) {
  return wordsOf(typed).join("").length >= FEWEST_LETTERS;
}

/** List the guests whose first name begins as typed; a second word is about the family name. */
export function findByName(typed, guests, most) {
  const [first, ...rest] = wordsOf(typed);
  const family = rest.filter((word) => !BEFORE.has(word)).at(-1) ?? "";
  const fits = ({ name, initial }) =>
    wordsOf(name ?? "").some((word) => word.startsWith(first)) &&
    (!family || wordsOf(initial ?? "").some((letter) => family.startsWith(letter)));
  const found = [];
  for (const guest of guests) {
    if (fits(guest) && found.push(guest) === most) {
      break;
    }
  }
  return found;
}
