/** Storage formats: how a recording lies on disk. Implemented by plugins. */
@Export
@Version("1.0.0")
@NullMarked
package org.kinora.spi.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
