/** Tests of live sources, each against a real sender. */
@org.jspecify.annotations.NullMarked
package org.kinora.codec.ffmpeg.capture;
