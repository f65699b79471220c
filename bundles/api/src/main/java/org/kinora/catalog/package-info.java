/** Where recordings live and how an id becomes a place. */
@Export
@Version("1.0.0")
@NullMarked
package org.kinora.catalog;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
