/** Where recordings live, how an id becomes a place, and the database of what was recorded when. */
@Export
@Version("1.0.0")
@NullMarked
package org.kinora.catalog;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
