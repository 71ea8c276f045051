/**
 * One window of a door works at a time, the one that was opened last: two would read one ticket
 * twice. Where browsers know no locks, each works.
 *
 * @param onLost hears that a newer window took over.
 */
export function takeTurn(address, onLost) {
  const forever = () => new Promise(() => {});
  navigator.locks?.request(`${address} turn`, { steal: true }, forever).catch(onLost);
}
