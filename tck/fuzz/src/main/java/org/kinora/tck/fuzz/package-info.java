/** Fuzzing of every parser that reads what a stranger may have written. */
@NullMarked
package org.kinora.tck.fuzz;

import org.jspecify.annotations.NullMarked;
