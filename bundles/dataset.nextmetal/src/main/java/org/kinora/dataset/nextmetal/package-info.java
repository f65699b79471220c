/** Reads recordings of screen video and input events out of their ZIP. */
@NullMarked
package org.kinora.dataset.nextmetal;

import org.jspecify.annotations.NullMarked;
