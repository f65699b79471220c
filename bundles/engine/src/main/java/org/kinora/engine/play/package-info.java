/** Recordings opened for playback, and players of scenes. */
@NullMarked
package org.kinora.engine.play;

import org.jspecify.annotations.NullMarked;
