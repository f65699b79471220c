/** What bundles require, in words. */
@NullMarked
package org.kinora.lib.wiring;

import org.jspecify.annotations.NullMarked;
