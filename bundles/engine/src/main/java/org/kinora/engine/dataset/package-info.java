/** Data sets: recordings as formats see them, jobs that write them, looks at those that are. */
@NullMarked
package org.kinora.engine.dataset;

import org.jspecify.annotations.NullMarked;
