/** The plugins folder, and the settings of all bundles. */
@NullMarked
package org.kinora.deploy;

import org.jspecify.annotations.NullMarked;
