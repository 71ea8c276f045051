/** Where a door is opened: take those of earlier meetings off this device. */

import { sweep } from "./keep.js";

sweep();
