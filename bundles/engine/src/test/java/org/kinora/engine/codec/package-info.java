@NullMarked
package org.kinora.engine.codec;

import org.jspecify.annotations.NullMarked;
