/** Tests of what decoders, demuxers and live sources share. */
@org.jspecify.annotations.NullMarked
package org.kinora.codec.ffmpeg.av;
