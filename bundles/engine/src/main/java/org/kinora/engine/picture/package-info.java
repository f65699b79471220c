/** Composed pictures in the order in which they are shown. */
@NullMarked
package org.kinora.engine.picture;

import org.jspecify.annotations.NullMarked;
