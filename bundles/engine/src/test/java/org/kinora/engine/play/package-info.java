@NullMarked
package org.kinora.engine.play;

import org.jspecify.annotations.NullMarked;
