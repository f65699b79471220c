/** Composed exports: video files and images. */
@NullMarked
package org.kinora.engine.compose;

import org.jspecify.annotations.NullMarked;
