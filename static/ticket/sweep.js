/** On pages where a ticket may just have become void. */

import { canKeep, sweep } from "./kept.js";

if (canKeep()) {
  sweep();
}
