/** Keeps the archive in H2 or PostgreSQL. */
@NullMarked
package org.kinora.catalog.database;

import org.jspecify.annotations.NullMarked;
