/** Jobs: their stages, their queue, and the journal from which they go on after a restart. */
@NullMarked
package org.kinora.engine.job;

import org.jspecify.annotations.NullMarked;
