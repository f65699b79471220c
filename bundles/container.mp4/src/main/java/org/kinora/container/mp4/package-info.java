/**
 * Writes MP4 (ISO/IEC 14496-12 and -14). {@link Mp4Muxer} writes the samples; {@link NativeMovie}
 * keeps their index and makes the boxes.
 */
@NullMarked
package org.kinora.container.mp4;

import org.jspecify.annotations.NullMarked;
