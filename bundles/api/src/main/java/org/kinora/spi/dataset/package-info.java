/** Data sets made of recordings. Implemented by plugins. */
@Export
@Version("1.0.0")
@NullMarked
package org.kinora.spi.dataset;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
