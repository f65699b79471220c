/** Recording Format 1, as {@code docs/formats/rf1.md} describes it. */
@NullMarked
package org.kinora.storage.rf1;

import org.jspecify.annotations.NullMarked;
