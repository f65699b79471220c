@NullMarked
package org.kinora.engine.scene;

import org.jspecify.annotations.NullMarked;
