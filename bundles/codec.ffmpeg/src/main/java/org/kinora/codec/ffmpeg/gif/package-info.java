/** Writes moving GIFs. */
@NullMarked
package org.kinora.codec.ffmpeg.gif;

import org.jspecify.annotations.NullMarked;
