/** Voice sessions that become files of sound. */
@NullMarked
package org.kinora.engine.render;

import org.jspecify.annotations.NullMarked;
