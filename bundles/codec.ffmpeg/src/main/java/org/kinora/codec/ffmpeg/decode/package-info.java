/** Samples to frames. */
@NullMarked
package org.kinora.codec.ffmpeg.decode;

import org.jspecify.annotations.NullMarked;
