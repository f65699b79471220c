/** Sound made faster or slower at its pitch, through FFmpeg's {@code atempo}. */
@NullMarked
package org.kinora.codec.ffmpeg.stretch;

import org.jspecify.annotations.NullMarked;
