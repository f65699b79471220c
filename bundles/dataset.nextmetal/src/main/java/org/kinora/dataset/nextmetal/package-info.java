/** Reads and writes ZIPs of screen video and input events. */
@NullMarked
package org.kinora.dataset.nextmetal;

import org.jspecify.annotations.NullMarked;
