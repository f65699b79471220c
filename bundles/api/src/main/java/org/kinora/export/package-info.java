/** Jobs that write: copies, composed exports and imports. */
@Export
@Version("1.0.0")
@NullMarked
package org.kinora.export;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
