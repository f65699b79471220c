/** The samples that an MP4 file lists, in its index and in fragments, as far as they are there. */
@NullMarked
package org.kinora.lib.movie;

import org.jspecify.annotations.NullMarked;
