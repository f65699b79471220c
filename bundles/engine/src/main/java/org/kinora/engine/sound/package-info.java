/** The sound of a composed export: copied, cut to the sample, or encoded anew. */
@NullMarked
package org.kinora.engine.sound;

import org.jspecify.annotations.NullMarked;
