/** Thumbnails and the waveform beside a recording. */
@NullMarked
package org.kinora.engine.thumbs;

import org.jspecify.annotations.NullMarked;
