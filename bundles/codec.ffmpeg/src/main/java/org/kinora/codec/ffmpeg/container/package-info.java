/** Container files as read-only recordings. */
@NullMarked
package org.kinora.codec.ffmpeg.container;

import org.jspecify.annotations.NullMarked;
