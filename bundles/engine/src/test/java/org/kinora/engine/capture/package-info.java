@NullMarked
package org.kinora.engine.capture;

import org.jspecify.annotations.NullMarked;
