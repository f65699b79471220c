/** Prepares JavaCPP for life in a bundle. */
@NullMarked
package org.kinora.ffmpeg;

import org.jspecify.annotations.NullMarked;
