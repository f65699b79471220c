/**
 * Starts the OSGi framework with the bundles of a feature and calls the command that they offer.
 */
@NullMarked
package org.kinora.launcher;

import org.jspecify.annotations.NullMarked;
