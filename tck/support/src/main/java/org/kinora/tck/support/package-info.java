/** Tools for tests: programs that we did not write, as makers of input and judges of output. */
@NullMarked
package org.kinora.tck.support;

import org.jspecify.annotations.NullMarked;
