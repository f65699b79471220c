/** The providers at hand and the choice among them. */
@NullMarked
package org.kinora.engine.plugin;

import org.jspecify.annotations.NullMarked;
