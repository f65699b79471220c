/** Tests of the launcher, with bundles made on the spot. */
@NullMarked
package org.kinora.launcher;

import org.jspecify.annotations.NullMarked;
