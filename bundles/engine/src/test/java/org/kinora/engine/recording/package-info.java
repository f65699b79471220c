@NullMarked
package org.kinora.engine.recording;

import org.jspecify.annotations.NullMarked;
