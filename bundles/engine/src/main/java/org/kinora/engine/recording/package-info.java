/**
 * Recordings as the engine reads them: opened by the format that knows them, cached, cut and
 * merged.
 */
@NullMarked
package org.kinora.engine.recording;

import org.jspecify.annotations.NullMarked;
