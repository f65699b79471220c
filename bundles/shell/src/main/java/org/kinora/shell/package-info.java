/** The way in: one command, a script or an interactive shell, all on Gogo. */
@NullMarked
package org.kinora.shell;

import org.jspecify.annotations.NullMarked;
