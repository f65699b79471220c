/** Format {@code reel}: Kinora's own recordings, as {@code docs/formats/reel.md} describes them. */
@NullMarked
package org.kinora.storage.reel;

import org.jspecify.annotations.NullMarked;
