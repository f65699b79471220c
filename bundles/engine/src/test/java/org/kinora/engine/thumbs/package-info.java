@NullMarked
package org.kinora.engine.thumbs;

import org.jspecify.annotations.NullMarked;
