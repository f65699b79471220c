/** What is plugged in, how that changes, and the settings. */
@Export
@Version("1.0.0")
@NullMarked
package org.kinora.plugins;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
