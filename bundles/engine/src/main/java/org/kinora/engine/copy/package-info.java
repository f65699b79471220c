/** Samples that move as they are: copy, import, recover. */
@NullMarked
package org.kinora.engine.copy;

import org.jspecify.annotations.NullMarked;
