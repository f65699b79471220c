/** Tests of reading container files. */
@org.jspecify.annotations.NullMarked
package org.kinora.codec.ffmpeg.container;
