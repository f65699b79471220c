@NullMarked
package org.kinora.codec.ffmpeg.stretch;

import org.jspecify.annotations.NullMarked;
