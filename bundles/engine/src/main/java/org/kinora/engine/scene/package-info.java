/** Scenes as JSON documents: read with every problem and its place, written with every field. */
@NullMarked
package org.kinora.engine.scene;

import org.jspecify.annotations.NullMarked;
