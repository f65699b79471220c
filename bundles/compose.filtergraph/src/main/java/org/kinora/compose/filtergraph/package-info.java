/** A compositor whose drawing is done by FFmpeg's filters. */
@NullMarked
package org.kinora.compose.filtergraph;

import org.jspecify.annotations.NullMarked;
