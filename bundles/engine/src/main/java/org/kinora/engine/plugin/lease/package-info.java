/** Plugins' services behind leases, so that they may come and go while their sessions are used. */
@NullMarked
package org.kinora.engine.plugin.lease;

import org.jspecify.annotations.NullMarked;
