/** FFmpeg's decoders, encoders and demuxers as services. */
@NullMarked
package org.kinora.codec.ffmpeg;

import org.jspecify.annotations.NullMarked;
