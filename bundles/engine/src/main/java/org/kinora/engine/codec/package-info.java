/** Calls of decoders and encoders: one picture, one stretch of sound. */
@NullMarked
package org.kinora.engine.codec;

import org.jspecify.annotations.NullMarked;
