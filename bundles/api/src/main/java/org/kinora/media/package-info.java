/** What every room speaks: time, tracks, samples, frames, scenes and errors. */
@Export
@Version("1.0.0")
@NullMarked
package org.kinora.media;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
