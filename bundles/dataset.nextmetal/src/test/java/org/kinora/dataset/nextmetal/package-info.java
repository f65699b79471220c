@NullMarked
package org.kinora.dataset.nextmetal;

import org.jspecify.annotations.NullMarked;
