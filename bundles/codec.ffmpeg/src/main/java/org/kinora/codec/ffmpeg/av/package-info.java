/** What decoders, encoders and demuxers share: error codes, colours, pixel formats, scaling. */
@NullMarked
package org.kinora.codec.ffmpeg.av;

import org.jspecify.annotations.NullMarked;
