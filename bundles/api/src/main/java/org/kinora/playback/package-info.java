/** Opened recordings: tracks, indexes, samples and exact frames. */
@Export
@Version("1.0.0")
@NullMarked
package org.kinora.playback;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
