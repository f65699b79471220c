/** Data sets in the layout of LeRobot. */
@NullMarked
package org.kinora.dataset.lerobot;

import org.jspecify.annotations.NullMarked;
