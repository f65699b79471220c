@NullMarked
package org.kinora.engine.copy;

import org.jspecify.annotations.NullMarked;
