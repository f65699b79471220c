/** The voice session directory, as {@code docs/formats/opuswal.md} describes it. */
@NullMarked
package org.kinora.storage.opuswal;

import org.jspecify.annotations.NullMarked;
