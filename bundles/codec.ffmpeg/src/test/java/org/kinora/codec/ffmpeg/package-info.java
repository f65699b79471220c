@NullMarked
package org.kinora.codec.ffmpeg;

import org.jspecify.annotations.NullMarked;
