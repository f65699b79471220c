/** Pictures in native memory, and FFmpeg's scaler between them. */
@NullMarked
package org.kinora.lib.scale;

import org.jspecify.annotations.NullMarked;
