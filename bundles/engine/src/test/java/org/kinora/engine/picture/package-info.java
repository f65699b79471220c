@NullMarked
package org.kinora.engine.picture;

import org.jspecify.annotations.NullMarked;
