/** Live sources: streams, devices, files in real time, filter graphs. */
@NullMarked
package org.kinora.codec.ffmpeg.capture;

import org.jspecify.annotations.NullMarked;
