/** Broadcast WAV (EBU Tech 3285) and RF64 (EBU Tech 3306). */
@NullMarked
package org.kinora.container.wave;

import org.jspecify.annotations.NullMarked;
