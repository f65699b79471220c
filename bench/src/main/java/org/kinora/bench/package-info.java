/** Measurements beside peers, in one run, as ratios. */
@NullMarked
package org.kinora.bench;

import org.jspecify.annotations.NullMarked;
