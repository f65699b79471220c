/**
 * What encoded samples and decoder configurations say of themselves, without a codec library: NAL
 * units and parameter sets, frame headers of VP8, VP9 and AV1, Opus and AAC headers, codec strings.
 *
 * <p>Buffers are read from position to limit and left as they were. Every parser is bounded by its
 * input: what is broken becomes a {@link org.kinora.media.MediaException} with {@link
 * org.kinora.media.MediaError#DECODE_ERROR}, or an empty Optional where the method says so.
 */
@NullMarked
package org.kinora.lib.bitstream;

import org.jspecify.annotations.NullMarked;
