/** Decoders and encoders: samples to frames and back. Implemented by plugins. */
@Export
@Version("1.0.0")
@NullMarked
package org.kinora.spi.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
