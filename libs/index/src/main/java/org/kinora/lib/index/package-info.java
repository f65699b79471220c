/** The samples of a track in primitive arrays, for formats that keep their index in memory. */
@NullMarked
package org.kinora.lib.index;

import org.jspecify.annotations.NullMarked;
