/** What a composed recording looks like and which of its parts are kept. */
@Export
@Version("1.0.0")
@NullMarked
package org.kinora.scene;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
