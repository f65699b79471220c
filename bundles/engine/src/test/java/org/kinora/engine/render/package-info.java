@NullMarked
package org.kinora.engine.render;

import org.jspecify.annotations.NullMarked;
