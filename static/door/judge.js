/** The rules of the door, read from the same table (verdicts.json) as the server does. */

const UNLESS_SAID = {
  known: true,
  this_event: true,
  takes_place: true,
  valid: true,
  already_in: false,
  listed: true,
  too_early: false,
  status: null,
};

/**
 * Find the rule that decides on plain facts: the first of which all facts fit. It holds the verdict,
 * and whether the host may `admit` all the same.
 */
export function judge(facts, rules) {
  const all = { ...UNLESS_SAID, ...facts };
  const fits = ({ when }) => Object.entries(when).every(([fact, value]) => all[fact] === value);
  return rules.find(fits);
}
