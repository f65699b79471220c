/** Live sources: cameras, screens, streams. Implemented by plugins. */
@Export
@Version("1.0.0")
@NullMarked
package org.kinora.spi.capture;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
