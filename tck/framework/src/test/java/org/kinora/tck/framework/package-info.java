/** Tests of the distribution as it is shipped. */
@NullMarked
package org.kinora.tck.framework;

import org.jspecify.annotations.NullMarked;
