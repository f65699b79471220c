/** Live sources that become recordings or files. */
@NullMarked
package org.kinora.engine.capture;

import org.jspecify.annotations.NullMarked;
