@NullMarked
package org.kinora.codec.ffmpeg.encode;

import org.jspecify.annotations.NullMarked;
