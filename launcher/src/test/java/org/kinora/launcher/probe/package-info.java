/** The content of a bundle that tests start. */
@NullMarked
package org.kinora.launcher.probe;

import org.jspecify.annotations.NullMarked;
