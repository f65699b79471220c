@NullMarked
package org.kinora.catalog.database;

import org.jspecify.annotations.NullMarked;
